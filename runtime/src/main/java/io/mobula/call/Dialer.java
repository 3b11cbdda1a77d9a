package io.mobula.call;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.SessionException;
import io.mobula.tls.TlsRefusedException;
import io.mobula.tls.TlsWords;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * Opens connections and says hello.
 *
 * <p>Thread safety: any thread; blocks the caller up to the timeout.
 */
public final class Dialer {
    private final VersionRange versions;
    private final Identity self;
    private final Optional<TlsDialing> tls;

    /** In the clear. */
    public Dialer(VersionRange versions, Identity self) {
        this(versions, self, Optional.empty());
    }

    /** @param tls how to dial over TCP; Unix sockets have no TLS */
    public Dialer(VersionRange versions, Identity self, Optional<TlsDialing> tls) {
        this.versions = versions;
        this.self = self;
        this.tls = tls;
    }

    public Identity self() {
        return self;
    }

    /** A connection whose handshake has succeeded, in blocking mode; its owner closes it. */
    public record Dialed(Conduit channel, Answer.Welcome welcome) {}

    /**
     * Connects, and shakes hands.
     *
     * @param timeout for both together
     * @throws ConnectionException with what to do: nobody answers, or the acceptor refuses, with its reason
     */
    public Dialed dial(Address address, Purpose purpose, Duration timeout) {
        try {
            return dialOnce(address, purpose, timeout);
        } catch (RejectedException e) {
            throw refused(address, e);
        } catch (SocketTimeoutException e) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_TIMED_OUT,
                    "Connection to " + address + " failed: no answer within " + timeout.toMillis()
                            + " ms. Check the address, firewalls, and that the node is not overloaded.",
                    e);
        } catch (FrameInvalidException e) {
            throw new ConnectionException(
                    ErrorCode.FRAME_INVALID,
                    "Connection to " + address + " failed: " + e.getMessage()
                            + ". Check that a Mobula node listens at this address.",
                    e);
        } catch (TlsRefusedException e) {
            throw new ConnectionException(
                    ErrorCode.TLS_REFUSED,
                    "Connection to " + address + " failed: " + e.getMessage()
                            + ". Give both sides certificates of one CA (docs/security.md).",
                    e);
        } catch (IOException | UnresolvedAddressException | UnsupportedOperationException e) {
            throw new ConnectionException(
                    ErrorCode.CONNECTION_REFUSED,
                    "Connection to " + address + " failed: " + cause(e) + ". Check that a node runs there.",
                    e);
        }
    }

    private static MobulaException refused(Address address, RejectedException e) {
        String message = "Connection to " + address + " was refused (" + e.code() + "): " + e.getMessage() + ". "
                + e.code().remedy();
        ErrorCode code = e.code().error();
        return code == ErrorCode.SESSION_CLOSED
                ? new SessionException(code, message, e)
                : new ConnectionException(code, message, e);
    }

    private static String cause(Exception e) {
        if (e instanceof UnresolvedAddressException) return "the host name is unknown";
        String message = e.getMessage();
        return e instanceof ConnectException || message == null ? "nobody listens there" : message;
    }

    Dialed dialOnce(Address address, Purpose purpose, Duration timeout)
            throws IOException, FrameInvalidException, RejectedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        SocketAddress target = address.resolve();
        Optional<TlsDialing> secured = target instanceof InetSocketAddress ? tls : Optional.empty();
        try {
            return dialOnce(new Way(address, target, secured), purpose, deadline);
        } catch (TlsHandshake.PlainPeerException e) {
            boolean plainly = target instanceof InetSocketAddress tcp
                    && secured.orElseThrow().mayBePlain(tcp);
            if (!plainly) throw e;
            return dialOnce(new Way(address, target, Optional.empty()), purpose, deadline);
        }
    }

    /** One way to an address. */
    private record Way(Address address, SocketAddress target, Optional<TlsDialing> tls) {
        Conduit over(SocketChannel socket, Purpose purpose, long deadline) throws IOException {
            return tls.isPresent() && address instanceof Address.Tcp tcp
                    ? tls.get().secure(socket, TlsDialing.Target.of(tcp, purpose), deadline)
                    : Conduit.plain(socket);
        }
    }

    private Dialed dialOnce(Way way, Purpose purpose, long deadline)
            throws IOException, FrameInvalidException, RejectedException {
        SocketAddress target = way.target();
        SocketChannel channel = target instanceof InetSocketAddress
                ? SocketChannel.open()
                : SocketChannel.open(StandardProtocolFamily.UNIX);
        boolean kept = false;
        try {
            connect(channel, target, deadline);
            Conduit conduit = way.over(channel, purpose, deadline);
            Answer.Welcome welcome = welcomeOf(shakeHands(conduit, purpose, deadline));
            checkIsMeant(welcome, purpose);
            kept = true;
            return new Dialed(conduit, welcome);
        } finally {
            if (!kept) channel.close();
        }
    }

    private static void connect(SocketChannel channel, SocketAddress target, long deadline) throws IOException {
        channel.configureBlocking(false);
        if (target instanceof InetSocketAddress) channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (channel.connect(target)) return;
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            while (!channel.finishConnect()) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (leftMillis <= 0) throw new SocketTimeoutException("no connection in time");
                if (Thread.currentThread().isInterrupted()) throw new IOException("interrupted while connecting");
                selector.select(leftMillis);
                selector.selectedKeys().clear();
            }
        }
    }

    private Answer shakeHands(Conduit channel, Purpose purpose, long deadline)
            throws IOException, FrameInvalidException {
        try (HandshakeIo io = new HandshakeIo(channel, deadline)) {
            io.write(HandshakeCodec.encode(new Hello(versions, self, purpose)));
            return HandshakeCodec.answer(io.read());
        } catch (SSLException e) { // the acceptor may judge this side's certificate after this side took TLS for done
            throw new TlsRefusedException(TlsWords.reason(e), e);
        }
    }

    private static Answer.Welcome welcomeOf(Answer answer) throws RejectedException {
        return switch (answer) {
            case Answer.Reject reject -> throw new RejectedException(reject);
            case Answer.Welcome welcome -> welcome;
        };
    }

    /** The acceptor checks it too; but an address may lead to a process that believes anything. */
    private void checkIsMeant(Answer.Welcome welcome, Purpose purpose) throws FrameInvalidException, RejectedException {
        if (welcome.version() < versions.min() || welcome.version() > versions.max())
            throw new FrameInvalidException("the acceptor chose protocol version " + welcome.version()
                    + ", where this side speaks " + versions);
        if (purpose instanceof Purpose.ToProcess meant && !meant.to().equals(welcome.self()))
            throw new RejectedException(new Answer.Reject(
                    RejectCode.STALE_INCARNATION, "this is " + welcome.self() + ", not " + meant.to()));
    }
}
