package io.mobula.call;

import io.mobula.core.id.ProcessId;
import io.mobula.tls.TlsRefusedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The acceptor's side of one handshake: reads the Hello, judges it, answers.
 *
 * <p>Thread safety: one thread per connection, any number of them.
 */
final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /** What is done with a connection once it is welcome. */
    @FunctionalInterface
    interface Welcomed {
        void go() throws IOException;
    }

    @FunctionalInterface
    private interface Next {
        void go(Conduit channel) throws IOException;
    }

    private sealed interface Plan {
        record Refuse(RejectCode code, String text) implements Plan {}

        record Welcome(long received, Next then) implements Plan {}
    }

    private final VersionRange versions;
    private final Listener.Services services;
    private final Optional<TlsAnswering> tls;

    Reception(VersionRange versions, Listener.Services services, Optional<TlsAnswering> tls) {
        this.versions = versions;
        this.services = services;
        this.tls = tls;
    }

    /**
     * Sees one handshake through.
     *
     * @return empty if the connection was refused or is no Mobula connection; why is in the log, and it is closed
     */
    Optional<Welcomed> receive(SocketChannel socket, long deadlineNanos) throws IOException {
        Optional<Conduit> conduit = conduit(socket, deadlineNanos);
        if (conduit.isEmpty()) return Optional.empty();
        Conduit channel = conduit.get();
        Optional<Next> next = receive(channel, deadlineNanos);
        if (next.isEmpty()) channel.close();
        return next.map(then -> () -> then.go(channel));
    }

    /** TLS-3: a Unix socket has none. */
    private Optional<Conduit> conduit(SocketChannel socket, long deadlineNanos) throws IOException {
        if (tls.isEmpty() || !(socket.getRemoteAddress() instanceof InetSocketAddress dialer))
            return Optional.of(Conduit.plain(socket));
        try {
            return Optional.of(tls.get().secure(socket, deadlineNanos));
        } catch (TlsHandshake.PlainPeerException e) {
            Conduit plain = Conduit.plain(socket);
            try (HandshakeIo io = new HandshakeIo(plain, deadlineNanos)) {
                refuse(io, new Answer.Reject(RejectCode.TLS_REQUIRED, "this node speaks TLS only"), dialer);
            }
            socket.close();
            return Optional.empty();
        } catch (TlsRefusedException e) {
            LOG.warn("Connection of {} refused: {}", dialer, e.getMessage());
            socket.close();
            return Optional.empty();
        }
    }

    private Optional<Next> receive(Conduit channel, long deadlineNanos) throws IOException {
        try (HandshakeIo io = new HandshakeIo(channel, deadlineNanos)) {
            try {
                return receive(io, channel, HandshakeCodec.hello(io.read()));
            } catch (FrameInvalidException e) {
                refuse(io, new Answer.Reject(RejectCode.HELLO_INVALID, e.getMessage()), "a stranger");
                return Optional.empty();
            }
        }
    }

    private Optional<Next> receive(HandshakeIo io, Conduit channel, Hello hello) throws IOException {
        OptionalInt version = versions.newestCommon(hello.versions());
        if (version.isEmpty()) {
            String text = "this side speaks " + versions + ", the dialer " + hello.versions();
            return refuse(io, new Answer.Reject(RejectCode.VERSION_MISMATCH, text), hello.from());
        }
        return switch (services.gate().admit(hello)) {
            case Gate.Verdict.Rejected no -> refuse(io, new Answer.Reject(no.code(), no.text()), hello.from());
            case Gate.Verdict.Admitted yes ->
                switch (plan(channel, hello, yes.self())) {
                    case Plan.Refuse no -> refuse(io, new Answer.Reject(no.code(), no.text()), hello.from());
                    case Plan.Welcome welcome -> {
                        io.write(HandshakeCodec.encode(
                                new Answer.Welcome(version.getAsInt(), yes.self(), welcome.received())));
                        yield Optional.of(welcome.then());
                    }
                };
        };
    }

    private static Optional<Next> refuse(HandshakeIo io, Answer.Reject answer, Object dialer) throws IOException {
        LOG.warn(
                "Connection of {} refused ({}): {}. It is told: {}",
                dialer,
                answer.code(),
                answer.text(),
                answer.code().remedy());
        io.write(HandshakeCodec.encode(answer));
        return Optional.empty();
    }

    private Plan plan(Conduit channel, Hello hello, ProcessId self) {
        Optional<Answer.Reject> objection = objection(channel, hello);
        if (objection.isPresent())
            return new Plan.Refuse(objection.get().code(), objection.get().text());
        return plan(hello, self);
    }

    /** Before a session is looked up: whoever is not believed must not cut one off. */
    private Optional<Answer.Reject> objection(Conduit channel, Hello hello) {
        return channel instanceof TlsConduit && tls.isPresent()
                ? tls.get().objection(hello.from(), channel.peerChain())
                : Optional.empty();
    }

    private Plan plan(Hello hello, ProcessId self) {
        if (hello.purpose() instanceof Purpose.ToProcess meant && !meant.to().equals(self))
            return new Plan.Refuse(RejectCode.STALE_INCARNATION, "this is " + self + ", not " + meant.to());
        return switch (hello.purpose()) {
            case Purpose.Session session -> session(hello, session);
            case Purpose.Bulk bulk ->
                hello.from().sender().isEmpty()
                        ? anonymous("a bulk connection")
                        : new Plan.Welcome(0, channel -> services.bulk().accept(channel, hello));
            case Purpose.Attach attach ->
                new Plan.Welcome(0, channel -> services.attach().accept(channel, hello));
        };
    }

    private static Plan anonymous(String what) {
        return new Plan.Refuse(RejectCode.HELLO_INVALID, what + " needs a sender, and this Hello names none");
    }

    private Plan session(Hello hello, Purpose.Session purpose) {
        Optional<ProcessId> sender = hello.from().sender();
        if (sender.isEmpty()) return anonymous("a session");
        return switch (services.sessions().admit(sender.get(), purpose)) {
            case Sessions.Admission.Refused no -> new Plan.Refuse(no.code(), no.text());
            case Sessions.Admission.Ready(AcceptedSession session, long attempt) ->
                new Plan.Welcome(
                        session.inbound.received(), channel -> session.attach(attempt, channel, purpose.received()));
        };
    }
}
