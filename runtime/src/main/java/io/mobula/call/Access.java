package io.mobula.call;

import io.mobula.tls.BadCertificateException;
import io.mobula.tls.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a program or a command has of a cluster: the token it shows, and how it knows the nodes to be the cluster's.
 *
 * @param tls empty where it was given no authority: then it speaks in the clear, and a node that wants TLS turns it away
 */
public record Access(Token token, Optional<TlsDialing> tls) {
    public static Access of(Token token) {
        return new Access(token, Optional.empty());
    }

    /**
     * Verifies nodes by an authority.
     *
     * @param ca read when a node is first dialed over TCP
     */
    public static Access of(Token token, Optional<Path> ca) {
        return new Access(
                token,
                ca.map(file ->
                        new TlsDialing(new ReadOnce(file), PeerNames.UNKNOWN, TlsDialing.Loopback.MAY_BE_PLAIN)));
    }

    /** Of the process that this access belongs to. */
    public Dialer dialer(VersionRange versions, Identity self) {
        return new Dialer(versions, self, tls);
    }

    private static final class ReadOnce implements TlsDialing.Source {
        private final Path ca;
        private final ReentrantLock reading = new ReentrantLock();
        private @Nullable Credentials read;

        ReadOnce(Path ca) {
            this.ca = ca;
        }

        @Override
        public Credentials get() throws BadCertificateException {
            reading.lock();
            try {
                Credentials present = read;
                if (present == null) {
                    present = Credentials.ofClient(ca);
                    read = present;
                }
                return present;
            } finally {
                reading.unlock();
            }
        }
    }
}
