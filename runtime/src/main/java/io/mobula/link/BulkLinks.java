package io.mobula.link;

import io.mobula.api.error.MobulaException;
import io.mobula.call.Conduit;
import io.mobula.call.Dialer;
import io.mobula.call.PeerAddresses;
import io.mobula.call.Purpose;
import io.mobula.call.RejectedException;
import io.mobula.core.id.ProcessId;
import io.mobula.store.BulkHost;
import io.mobula.store.BulkPeer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bulk connections, one per peer. Nodes are dialed by whoever needs one; a driver dials, and is never dialed. */
public final class BulkLinks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkLinks.class);
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PAUSE_BEFORE_REDIAL = Duration.ofMillis(100);

    /** Who brings code and is no process of the cluster: the command line, as often as it is run. The log counts drivers from 1. */
    public static final ProcessId VISITOR = ProcessId.driver(0);

    private final Dialer dialer;
    private final PeerAddresses addresses;
    private final BulkHost host;
    private final ConcurrentHashMap<ProcessId, BulkPeer> peers = new ConcurrentHashMap<>();
    private final Set<ProcessId> dialing = ConcurrentHashMap.newKeySet();
    private final Set<ProcessId> dead = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public BulkLinks(Dialer dialer, PeerAddresses addresses, BulkHost host) {
        this.dialer = dialer;
        this.addresses = addresses;
        this.host = host;
    }

    public BulkPeer peer(ProcessId id) {
        if (dead.contains(id)) return gone(id);
        return peers.computeIfAbsent(id, peer -> new BulkPeer(peer, host, this::down, BulkPeer.RESUME_GRACE));
    }

    /** What is asked of the dead fails at once. */
    private BulkPeer gone(ProcessId id) {
        var peer = new BulkPeer(id, host, (_, _) -> {}, BulkPeer.RESUME_GRACE);
        peer.close(id + " died");
        return peer;
    }

    /** A peer dialed. Each visitor is one of its own, and is gone with its connection. */
    public void accepted(ProcessId id, Conduit channel) {
        BulkPeer peer =
                id.equals(VISITOR) ? new BulkPeer(VISITOR, host, (_, _) -> {}, BulkPeer.RESUME_GRACE) : peer(id);
        peer.attach(channel);
    }

    /** Connects ahead of need, so that the node can fetch from this process. */
    public void greet(ProcessId node) {
        down(peer(node), "it is new");
    }

    private void down(BulkPeer peer, String reason) {
        ProcessId id = peer.peer();
        if (closed || !id.isNode() || dead.contains(id) || !dialing.add(id)) return;
        Thread.ofVirtual().name("mobula-bulk-dial").start(() -> {
            try {
                dial(peer);
            } finally {
                dialing.remove(id);
            }
        });
    }

    private void dial(BulkPeer peer) {
        for (long end = System.nanoTime() + BulkPeer.RESUME_GRACE.toNanos(); System.nanoTime() < end && !closed; ) {
            if (dead.contains(peer.peer())) return;
            var address = addresses.of(peer.peer());
            try {
                if (address.isPresent()) {
                    peer.attach(dialer.dial(address.get(), new Purpose.Bulk(peer.peer()), DIAL_TIMEOUT)
                            .channel());
                    return;
                }
            } catch (MobulaException notNow) {
                if (notNow.getCause() instanceof RejectedException no
                        && !no.code().passes()) {
                    LOG.warn("There is no bulk connection with {}: {}", peer.peer(), notNow.getMessage());
                    return;
                }
                LOG.debug("Bulk connection with {}: {}", peer.peer(), notNow.getMessage());
            }
            try {
                Thread.sleep(PAUSE_BEFORE_REDIAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    public void died(ProcessId id) {
        dead.add(id);
        BulkPeer peer = peers.remove(id);
        if (peer != null) peer.close(id + " died");
    }

    @Override
    public void close() {
        closed = true;
        peers.values().forEach(BulkPeer::close);
    }
}
