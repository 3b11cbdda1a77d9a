package io.mobula.call;

import com.google.protobuf.ByteString;
import io.mobula.cli.certificate.TestAuthority;
import io.mobula.core.id.ProcessId;
import io.mobula.tls.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Two nodes and a program in one JVM, joined by TLS over TCP. */
final class TlsPlane implements AutoCloseable {
    static final ProcessId LEFT = ProcessId.node(1, 1);
    static final ProcessId RIGHT = ProcessId.node(2, 1);
    static final ProcessId UNKNOWN = ProcessId.node(9, 1);
    static final PeerNames NAMES = process -> switch (process.number()) {
        case 1 -> Optional.of("left");
        case 2 -> Optional.of("right");
        default -> Optional.empty();
    };

    final TestAuthority authority;
    final Sessions left;
    final Listener listener;

    /** Attach connections that were let in. */
    final List<Conduit> attached = new CopyOnWriteArrayList<>();

    TlsPlane(Path dir, SessionHandler atLeft) {
        authority = TestAuthority.in(dir.resolve("ca"));
        Credentials own = authority.credentials("left");
        left = new Sessions(
                new Dialer(VersionRange.CURRENT, identity(LEFT), Optional.of(TlsDialing.ofNode(own, NAMES))),
                _ -> Optional.empty(),
                atLeft,
                () -> false,
                SessionLimits.DEFAULT);
        listener = listen(left, Optional.of(new TlsAnswering(own, NAMES)), attached);
    }

    static Listener listen(Sessions sessions, Optional<TlsAnswering> tls, List<Conduit> attached) {
        return Listener.open(
                new Listener.Places(TestPlane.loopback(), Optional.empty()),
                VersionRange.CURRENT,
                new Listener.Services(
                        new ClusterGate(TestPlane.CLUSTER, TestPlane.TOKEN, _ -> new Gate.Verdict.Admitted(LEFT)),
                        sessions,
                        (channel, _) -> close(channel),
                        (channel, _) -> attached.add(channel)),
                tls);
    }

    private static void close(Conduit channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Identity identity(ProcessId self) {
        return new Identity(
                TestPlane.CLUSTER, TestPlane.TOKEN, Optional.of(self), ByteString.EMPTY, Identity.Host.here("test"));
    }

    /** A node that dials left with these certificates. */
    Dialer node(ProcessId self, Credentials credentials) {
        return new Dialer(VersionRange.CURRENT, identity(self), Optional.of(TlsDialing.ofNode(credentials, NAMES)));
    }

    Sessions sessions(Dialer dialer, SessionHandler handler) {
        return new Sessions(dialer, _ -> Optional.of(listener.address()), handler, () -> false, SessionLimits.DEFAULT);
    }

    /** What a program knows: the authority. */
    Access program(Path ca) {
        return Access.of(TestPlane.TOKEN, Optional.of(ca));
    }

    @Override
    public void close() {
        listener.close();
        left.close();
    }
}
