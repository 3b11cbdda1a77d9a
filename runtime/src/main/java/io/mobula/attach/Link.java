package io.mobula.attach;

import io.mobula.api.error.CodeException;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.attach.AttachCodec.Numbered;
import io.mobula.call.Address;
import io.mobula.call.Dialer;
import io.mobula.call.Purpose;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.id.ProcessId;
import io.mobula.output.Printed;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The asking end of one attached connection.
 *
 * <p>Thread safety: any thread asks; {@code events} is called by the link's own reader, in order.
 */
final class Link implements AutoCloseable {
    private final Address node;
    private final ProcessId process;
    private final Connection connection;
    private final Consumer<List<ControlEvent>> events;
    private final Consumer<List<Printed>> printed;
    private final AtomicLong lastId = new AtomicLong(AttachCodec.NO_ID);
    private final Map<Long, CompletableFuture<ToDriver.Answer>> asked = new ConcurrentHashMap<>();
    private final CompletableFuture<String> broken = new CompletableFuture<>();

    private Link(
            Address node,
            ProcessId process,
            Connection connection,
            Consumer<List<ControlEvent>> events,
            Consumer<List<Printed>> printed) {
        this.process = process;
        this.node = node;
        this.connection = connection;
        this.events = events;
        this.printed = printed;
    }

    /** @throws ConnectionException if no handshake comes about in time */
    static Link open(
            Dialer dialer, Address node, Duration timeout, AttachTiming timing, Consumer<List<ControlEvent>> events) {
        return open(dialer, node, timeout, timing, events, _ -> {});
    }

    /** As above; {@code printed} is called as {@code events} is. */
    static Link open(
            Dialer dialer,
            Address node,
            Duration timeout,
            AttachTiming timing,
            Consumer<List<ControlEvent>> events,
            Consumer<List<Printed>> printed) {
        Dialer.Dialed dialed = dialer.dial(node, new Purpose.Attach(), timeout);
        var link = new Link(node, dialed.welcome().self(), new Connection(dialed.channel(), timing), events, printed);
        link.connection.live(AttachCodec.encode(AttachCodec.NO_ID, new ToNode.Ping()));
        Thread.ofVirtual().name("attach-to-" + node).start(link::read);
        return link;
    }

    /** Completed with the reason once the link is of no more use. */
    CompletableFuture<String> broken() {
        return broken;
    }

    Address node() {
        return node;
    }

    /** The node at the other end. */
    ProcessId process() {
        return process;
    }

    private void read() {
        String reason = "the node closed the connection";
        try {
            while (connection.isOpen()) {
                Optional<byte[]> bytes = connection.read();
                if (bytes.isEmpty()) break;
                take(AttachCodec.toDriver(bytes.get()));
            }
        } catch (IOException e) {
            reason = connection.isOpen() ? String.valueOf(e.getMessage()) : connection.closeReason();
        } finally {
            end(reason);
        }
    }

    private void take(Numbered<ToDriver> message) throws AttachProtocolException {
        switch (message.message()) {
            case ToDriver.Ping _ -> {}
            case ToDriver.Events pushed -> events.accept(pushed.events());
            case ToDriver.Printed pushed -> printed.accept(pushed.lines());
            case ToDriver.Answer answer -> {
                CompletableFuture<ToDriver.Answer> question = asked.remove(message.id());
                if (question != null) {
                    question.complete(answer);
                } else if (answer instanceof ToDriver.Failed failed) {
                    throw new AttachProtocolException(failed.text());
                } else {
                    throw new AttachProtocolException("the node answered a question that was not asked");
                }
            }
        }
    }

    /** First broken, then the questions: whoever asks adds the question before it looks whether the link is broken. */
    private void end(String reason) {
        connection.fail(reason);
        broken.complete(connection.closeReason());
        asked.values().forEach(question -> question.completeExceptionally(new IOException(connection.closeReason())));
    }

    /** The answer, when it comes; fails with an {@code IOException} if the link breaks before. Waits as long as the other end does not take the question. */
    CompletableFuture<ToDriver.Answer> request(ToNode message) {
        long id = lastId.incrementAndGet();
        var question = new CompletableFuture<ToDriver.Answer>();
        asked.put(id, question);
        try {
            connection.write(AttachCodec.encode(id, message));
            if (broken.isDone() && !question.isDone()) // answered, then closed, is answered
            throw new IOException(connection.closeReason());
        } catch (IOException e) {
            asked.remove(id);
            connection.fail("it cannot be written to: " + e.getMessage());
            question.completeExceptionally(e);
        }
        return question;
    }

    /** @throws ConnectionException if no answer comes in time or the link breaks; it is closed then */
    ToDriver.Answer ask(ToNode message, Duration timeout) {
        long id = lastId.incrementAndGet();
        var question = new CompletableFuture<ToDriver.Answer>();
        asked.put(id, question);
        try {
            connection.write(AttachCodec.encode(id, message));
            if (broken.isDone() && !question.isDone()) // answered, then closed, is answered
            throw new IOException(connection.closeReason());
            return question.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            close();
            throw failure(ErrorCode.CONNECTION_TIMED_OUT, "no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw failure(ErrorCode.CONNECTION_REFUSED, "the wait was interrupted", e);
        } catch (IOException | ExecutionException e) {
            connection.fail(String.valueOf(e.getMessage()));
            throw failure(ErrorCode.CONNECTION_REFUSED, connection.closeReason(), e);
        } finally {
            asked.remove(id);
        }
    }

    private ConnectionException failure(ErrorCode code, String reason, Exception cause) {
        String message = "Node " + node + " did not answer: " + reason + ". Check that it runs, or ask another node.";
        return new ConnectionException(code, message, cause);
    }

    /** A refusal as an exception, for those to whom it is one. */
    static MobulaException refused(ToDriver.Failed failed) {
        if (failed.code().equals(ErrorCode.CLASS_TOO_NEW.name()))
            return new CodeException(ErrorCode.CLASS_TOO_NEW, failed.text(), null);
        return new ConnectionException(code(failed), failed.text(), null);
    }

    static ConnectionException unexpected(Address node) {
        String message = "Node " + node + " gave the answer to another question. Bring both sides to one release.";
        return new ConnectionException(ErrorCode.FRAME_INVALID, message, null);
    }

    /** What a newer release or another area calls a failure is a refusal here; its words stay. */
    private static ErrorCode code(ToDriver.Failed failed) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.name().equals(failed.code()) && code.type() == ConnectionException.class)
                .findFirst()
                .orElse(ErrorCode.CONNECTION_REFUSED);
    }

    /** Not answered; lost if the link breaks. */
    void tell(ToNode message) {
        try {
            connection.write(AttachCodec.encode(AttachCodec.NO_ID, message));
        } catch (IOException e) {
            connection.fail("it cannot be written to: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
