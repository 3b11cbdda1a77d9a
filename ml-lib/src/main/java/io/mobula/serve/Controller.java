package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.Restorable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The actor {@value #NAME} of the namespace {@code serve}: everything it is told goes to one thread, where a {@link ControlRoom} keeps the state. */
final class Controller implements Restorable<ControllerSnapshot> {
    static final String NAME = "controller";

    private static final long TICK_MILLIS = 100;

    private final ScheduledThreadPoolExecutor loop;
    private final ExecutorService answers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mobula-serve-answer-", 0).factory());
    private final ControlRoom room;
    /** Set when it is closed. */
    private volatile @Nullable ControllerSnapshot last;

    Controller(Mobula mobula) {
        loop = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("mobula-serve-controller").factory());
        room = new ControlRoom(mobula.withNamespace(Serve.NAMESPACE), loop);
        var _ = loop.scheduleAtFixedRate(room::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private <R> R inLoop(Callable<R> work) throws Exception {
        try {
            return loop.submit(work).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) throw cause;
            throw failed;
        }
    }

    /** The stage ends on a thread of its own: what the runtime does then may wait for a call, which may wait for the loop. */
    private <R> CompletionStage<R> later(Callable<CompletionStage<R>> work) {
        var answer = new CompletableFuture<R>();
        loop.execute(() -> {
            try {
                var _ = work.call().whenCompleteAsync((value, error) -> end(answer, value, error), answers);
            } catch (Exception e) {
                answers.execute(() -> answer.completeExceptionally(e));
            }
        });
        return answer;
    }

    private static <R> void end(CompletableFuture<R> answer, R value, @Nullable Throwable error) {
        if (error == null) answer.complete(value);
        else answer.completeExceptionally(error);
    }

    /**
     * Begins a deploy.
     *
     * @param serve who deploys, for the conflict of two that took the same name
     * @return the version
     */
    long deploy(Facts facts, ActorHandle<Starter> starter, String serve) throws Exception {
        return inLoop(() -> room.deploy(facts, starter, serve));
    }

    /** False if there is no such deployment. */
    boolean remove(String name) throws Exception {
        return inLoop(() -> room.remove(name));
    }

    /** Answers when the deploy is over, or with Pending after a while. */
    CompletionStage<Settled> settled(long version) {
        return later(() -> room.settled(version));
    }

    /** Answers when the deployment is gone, or with false after a while. */
    CompletionStage<Boolean> gone(String name) {
        return later(() -> room.gone(name));
    }

    /** Answers with a table later than the one that is known, or after a while with the same. */
    CompletionStage<Table> watch(long known) {
        return later(() -> room.watch(known));
    }

    ServeStatus status() throws Exception {
        return inLoop(room::status);
    }

    /** A router lost a call on this replica. */
    void suspect(String replica) throws Exception {
        inLoop(() -> {
            room.suspect(replica);
            return true;
        });
    }

    /** Called by the controller on itself when its state has changed outside a call: a snapshot follows. */
    void changed() {
        // the call is what is wanted
    }

    /** Ends its thread; to be called before it is killed. */
    boolean close() throws Exception {
        last = inLoop(room::snapshot);
        loop.shutdownNow();
        return true;
    }

    @Override
    public ControllerSnapshot snapshot() {
        ControllerSnapshot closed = last;
        if (closed != null) return closed;
        try {
            return inLoop(room::snapshot);
        } catch (Exception e) {
            throw new IllegalStateException("The controller has no snapshot", e);
        }
    }

    @Override
    public void restore(ControllerSnapshot state) {
        try {
            inLoop(() -> {
                room.restore(state);
                return true;
            });
        } catch (Exception e) {
            throw new IllegalStateException("The controller cannot be restored", e);
        }
    }
}
