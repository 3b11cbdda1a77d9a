package io.mobula.call;

import io.mobula.core.id.ProcessId;
import io.mobula.tls.BadCertificateException;
import io.mobula.tls.Credentials;
import io.mobula.tls.NodeCertificate;
import io.mobula.tls.TlsRefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a process dials over TCP where it has certificates.
 *
 * @param names of the nodes it knows; one that it does not know is verified by the host it dialed
 * @param loopback whether a node on this machine may speak in the clear: it does by default, and a program cannot know. A node knows, by its own setting
 */
public record TlsDialing(Source source, PeerNames names, Loopback loopback) {
    private static final Logger LOG = LoggerFactory.getLogger(TlsDialing.class);

    /** Where certificates come from: a program that only ever uses Unix sockets should not read them. */
    @FunctionalInterface
    public interface Source {
        Credentials get() throws BadCertificateException;
    }

    /** What to do about a node on this machine that speaks no TLS. */
    public enum Loopback {
        MAY_BE_PLAIN,
        TLS_TOO
    }

    public static TlsDialing ofNode(Credentials credentials, PeerNames names) {
        return new TlsDialing(() -> credentials, names, Loopback.TLS_TOO);
    }

    /** The same with what has become known since. */
    public TlsDialing withNames(PeerNames known) {
        return new TlsDialing(source, known, loopback);
    }

    /** Shakes hands and verifies who answers. */
    Conduit secure(SocketChannel socket, Target target, long deadlineNanos) throws IOException {
        Conduit conduit = TlsHandshake.on(socket, credentials().dialing(), deadlineNanos);
        NodeCertificate certificate = NodeCertificate.of(conduit.peerChain().getFirst());
        Optional<String> name = target.node().flatMap(names::of);
        boolean meant = name.isPresent() ? certificate.belongsTo(name.get()) : certificate.covers(target.host());
        if (meant) return conduit;
        conduit.close();
        throw new TlsRefusedException("its certificate is for " + certificate + ", and the one meant is "
                + name.map(known -> "node " + known).orElse("at " + target.host()));
    }

    /** Whom a dial should lead to. */
    record Target(String host, Optional<ProcessId> node) {
        static Target of(Address.Tcp address, Purpose purpose) {
            return new Target(
                    address.host(),
                    purpose instanceof Purpose.ToProcess meant ? Optional.of(meant.to()) : Optional.empty());
        }
    }

    /** Whether to dial again in the clear, after the node has said that it speaks no TLS. */
    boolean mayBePlain(InetSocketAddress resolved) {
        boolean may = loopback == Loopback.MAY_BE_PLAIN
                && !resolved.isUnresolved()
                && resolved.getAddress().isLoopbackAddress();
        if (may) LOG.debug("{} speaks no TLS, and is on this machine: it is dialed in the clear", resolved);
        return may;
    }

    private Credentials credentials() throws TlsRefusedException {
        try {
            return source.get();
        } catch (BadCertificateException e) {
            throw new TlsRefusedException("this side cannot verify it: " + e.getMessage(), e);
        }
    }
}
