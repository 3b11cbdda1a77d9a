package io.mobula.train.collective;

import io.mobula.train.collective.CollectiveException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rank's coming together with its neighbours: it dials those of higher rank and is dialed by the others. Each dial and each handshake has a virtual thread of its own, so that a stranger who connects
 * and says nothing delays nobody; all of them end with the join, since their channels are closed then.
 */
final class Joining {
    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
    /** Handshakes at once; a connection more is closed unheard. */
    private static final int MAX_HANDSHAKES = 512;

    private final Token token;
    private final Topology topology;
    private final List<Endpoint> all;
    private final Duration timeout;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Queue<SocketChannel> unproven = new ConcurrentLinkedQueue<>();
    private final AtomicInteger handshakes = new AtomicInteger();
    private volatile boolean over;

    /** What a thread of the join brings. */
    private sealed interface Arrival {
        record Joined(int rank, Lane lane) implements Arrival {}

        record Refused(int rank, String where, Exception cause) implements Arrival {}
    }

    Joining(Token token, Topology topology, List<Endpoint> all, Duration timeout) {
        this.token = token;
        this.topology = topology;
        this.all = all;
        this.timeout = timeout;
    }

    SortedMap<Integer, Link> join(List<ServerSocketChannel> servers) {
        var missing = new TreeSet<>(topology.neighbours());
        var links = new TreeMap<Integer, Link>();
        String address = all.get(topology.rank()).process();
        SameJvm.await(address, this::arrive);
        try {
            servers.forEach(server -> Thread.ofVirtual().name("train-accept").start(() -> accept(server)));
            for (int peer : missing.tailSet(topology.rank())) {
                Thread.ofVirtual().name("train-dial-" + peer).start(() -> dial(peer));
            }
            gather(missing, links);
            return links;
        } catch (RuntimeException e) {
            links.values().forEach(link -> link.lane().close());
            throw e;
        } finally {
            SameJvm.leave(address);
            end();
            unproven.forEach(Joining::close);
        }
    }

    private void gather(SortedSet<Integer> missing, SortedMap<Integer, Link> links) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!missing.isEmpty()) {
            switch (next(deadline, missing)) {
                case Arrival.Joined(int rank, Lane lane) -> {
                    if (missing.remove(rank)) links.put(rank, new Link(rank, lane));
                    else lane.close();
                }
                case Arrival.Refused(int rank, String where, Exception cause) ->
                    throw CollectiveException.of(
                            Reason.NOT_JOINED,
                            name(topology.rank()) + " cannot reach " + name(rank) + " at " + where + ": "
                                    + cause.getMessage()
                                    + ". Workers connect to one another on free ports: open them between the nodes",
                            cause);
            }
        }
    }

    private Arrival next(long deadlineNanos, SortedSet<Integer> missing) {
        try {
            Arrival arrival = arrivals.poll(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (arrival != null) return arrival;
            throw CollectiveException.of(
                    Reason.NOT_JOINED,
                    name(topology.rank()) + " waited " + timeout.toMillis() + " ms for its group, but "
                            + String.join(", ", missing.stream().map(this::name).toList())
                            + " did not come. Look at why they did not start, or raise the start timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CollectiveException.of(
                    Reason.INTERRUPTED, name(topology.rank()) + " was interrupted while it joined its group", e);
        }
    }

    private String name(int rank) {
        return "rank " + rank + " (" + all.get(rank).name() + ")";
    }

    private void accept(ServerSocketChannel server) {
        try {
            while (!over) {
                SocketChannel channel = server.accept();
                if (handshakes.incrementAndGet() > MAX_HANDSHAKES) close(channel);
                else Thread.ofVirtual().name("train-handshake").start(() -> welcome(channel));
            }
        } catch (ClosedChannelException closed) {
            // The hub was closed: the group is complete, or given up.
        } catch (IOException e) {
            LOG.warn("{} accepts no more connections of its group: {}", name(topology.rank()), e.toString());
        }
    }

    private void welcome(SocketChannel channel) {
        unproven.add(channel);
        try {
            int rank = new Handshake(tuned(channel), token, topology).accept();
            unproven.remove(channel);
            arrive(rank, new SocketLane(channel));
        } catch (IOException | RuntimeException e) {
            close(channel);
            if (!over) LOG.warn("{} turned a connection away: {}", name(topology.rank()), e.toString());
        } finally {
            handshakes.decrementAndGet();
        }
    }

    private void dial(int peer) {
        Endpoint there = all.get(peer);
        if (isSameJvm(there)) {
            dialMemory(peer, there);
            return;
        }
        boolean isFile = there.machine().equals(all.get(topology.rank()).machine())
                && there.file().filter(file -> Files.exists(Path.of(file))).isPresent();
        String where = isFile ? there.file().orElseThrow() : there.host() + ":" + there.port();
        SocketChannel channel = null;
        try {
            channel = isFile ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
            unproven.add(channel);
            channel.connect(
                    isFile ? UnixDomainSocketAddress.of(where) : new InetSocketAddress(there.host(), there.port()));
            new Handshake(tuned(channel), token, topology).dial(peer);
            unproven.remove(channel);
            arrive(peer, new SocketLane(channel));
        } catch (IOException | RuntimeException e) {
            close(channel);
            arrivals.add(new Arrival.Refused(peer, where, e));
        }
    }

    /** The other rank may not have begun to wait: then it is asked again, until the join is over. */
    private void dialMemory(int peer, Endpoint there) {
        MemoryLane.Pair pair = MemoryLane.pair();
        while (!over && !SameJvm.dial(there.process(), topology.rank(), pair.other())) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        arrive(peer, pair.one());
    }

    private static boolean isSameJvm(Endpoint there) {
        return there.process().startsWith(SameJvm.ID + "/");
    }

    private synchronized void arrive(int rank, Lane lane) {
        if (over) lane.close();
        else arrivals.add(new Arrival.Joined(rank, lane));
    }

    /** Nobody asks for arrivals any more. */
    private synchronized void end() {
        over = true;
        for (Arrival arrival : arrivals) if (arrival instanceof Arrival.Joined(int _, Lane lane)) lane.close();
    }

    private static SocketChannel tuned(SocketChannel channel) throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return channel;
    }

    private static void close(@Nullable SocketChannel channel) {
        if (channel == null) return;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection of the group: {}", e.toString());
        }
    }
}
