package io.mobula.control;

import io.mobula.tls.Credentials;
import io.mobula.tls.TlsLook;
import io.mobula.tls.TlsWords;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Why no control node lets this one in, where that lies in TLS: Pekko only goes on trying. Asked by a connection of its own to where the memberships listen; it says nothing about those that cannot be
 * reached.
 */
final class JoinObstacle {
    private static final int PATIENCE_MILLIS = 5_000;

    /** A node that takes our certificate says nothing: so long it is waited for. */
    private static final int ANSWER_MILLIS = 1_000;

    private final Optional<Credentials> tls;

    JoinObstacle(Optional<Credentials> tls) {
        this.tls = tls;
    }

    /** A sentence; empty if one of them may yet let us in. */
    Optional<String> among(List<String> memberships) {
        Optional<String> last = Optional.empty();
        for (String each : memberships) {
            last = at(each);
            if (last.isEmpty()) return last;
        }
        return last;
    }

    private Optional<String> at(String membership) {
        int colon = membership.lastIndexOf(':');
        String host = membership.substring(0, colon).replaceAll("[\\[\\]]", "");
        int port = Integer.parseInt(membership.substring(colon + 1));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return (tls.isPresent() ? secured(tls.get(), socket, host, port) : plain(socket, host, port))
                    .map(reason -> "The control node at " + membership + " does not let this node in: " + reason);
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static Optional<String> secured(Credentials credentials, Socket socket, String host, int port)
            throws IOException {
        try (SSLSocket secure = credentials.dialingSocket(socket, host, port)) {
            secure.setSoTimeout(PATIENCE_MILLIS);
            secure.startHandshake();
            secure.setSoTimeout(ANSWER_MILLIS);
            var _ = secure.getInputStream().read(); // what it thinks of our certificate comes after the handshake
            return Optional.empty();
        } catch (SocketTimeoutException content) {
            return Optional.empty();
        } catch (SSLException e) {
            return Optional.of(TlsWords.reason(e));
        }
    }

    private static Optional<String> plain(Socket socket, String host, int port) {
        return TlsLook.speaksTls(socket, host, port, PATIENCE_MILLIS)
                ? Optional.of("it speaks TLS only, and this node has none (mobula.tls.mode)")
                : Optional.empty();
    }
}
