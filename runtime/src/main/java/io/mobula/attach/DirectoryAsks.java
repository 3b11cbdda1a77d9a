package io.mobula.attach;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What a driver has asked the directory and has no answer to. It is asked at the driver's home, in the order it came; at the next one again, if the home is lost before it answers.
 *
 * <p>Thread safety: any thread; nobody waits. Answers are completed on threads of their own, so that whoever hears one may wait for the next.
 */
final class DirectoryAsks implements AutoCloseable {
    /** Beyond so many, requests fail at once. */
    static final int LIMIT = 10_000;

    /** Writes may have to wait for the other end, and keep their order. */
    private final ExecutorService sender = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("attach-directory").factory());

    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();

    /** Guarded by this, as is everything below. */
    private final Map<Long, Pending> pending = new LinkedHashMap<>();

    private long lastNumber;
    private Optional<Link> home = Optional.empty();
    private Optional<MobulaException> over = Optional.empty();

    private record Pending(long number, DirectoryRequest request, CompletableFuture<DirectoryReply> answer) {}

    synchronized CompletionStage<DirectoryReply> ask(DirectoryRequest request) {
        if (over.isPresent()) return CompletableFuture.failedFuture(over.get());
        if (pending.size() >= LIMIT) {
            String message = "A request to the directory is refused: " + LIMIT
                    + " others wait for an answer already. Check that the control node runs.";
            return CompletableFuture.failedFuture(new ConnectionException(ErrorCode.CONNECTION_REFUSED, message, null));
        }
        var one = new Pending(++lastNumber, request, new CompletableFuture<>());
        pending.put(one.number(), one);
        home.ifPresent(link -> sender.execute(() -> send(one, link)));
        return one.answer();
    }

    /** Whoever speaks for the driver from now on; it is asked all that was not answered. */
    synchronized void homed(Link link) {
        if (over.isPresent()) return;
        home = Optional.of(link);
        List<Pending> again = new ArrayList<>(pending.values());
        sender.execute(() -> again.forEach(one -> send(one, link)));
    }

    private void send(Pending one, Link link) {
        var _ = link.request(new ToNode.AskDirectory(one.request())).whenComplete((answer, broken) -> {
            if (broken == null) answered(one, answer, link);
        });
    }

    private void answered(Pending one, ToDriver.Answer answer, Link link) {
        switch (answer) {
            case ToDriver.Replied(DirectoryReply reply) ->
                end(one, () -> one.answer().complete(reply));
            case ToDriver.Failed failed -> {
                // A home that leaves the cluster is no authority; its connection ends soon, and the next is asked.
                if (!failed.code().equals(ErrorCode.SESSION_CLOSED.name()))
                    end(one, () -> one.answer().completeExceptionally(Link.refused(failed)));
            }
            case ToDriver.Started _,
                    ToDriver.Done _,
                    ToDriver.Status _,
                    ToDriver.Listed _,
                    ToDriver.Submitted _,
                    ToDriver.Operated _,
                    ToDriver.Watched _,
                    ToDriver.Memory _ ->
                end(one, () -> one.answer().completeExceptionally(Link.unexpected(link.node())));
        }
    }

    private synchronized void end(Pending one, Runnable completion) {
        if (pending.remove(one.number()) != null) answers.execute(completion);
    }

    /** Nobody will answer any more. */
    synchronized void fail(MobulaException cause) {
        if (over.isPresent()) return;
        over = Optional.of(cause);
        pending.values().forEach(one -> answers.execute(() -> one.answer().completeExceptionally(cause)));
        pending.clear();
        sender.shutdown();
        answers.shutdown();
    }

    @Override
    public void close() {
        fail(new ConnectionException(
                ErrorCode.CONNECTION_REFUSED,
                "A request to the directory cannot be answered: this session is closed. Ask before close().",
                null));
    }
}
