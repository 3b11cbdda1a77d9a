package io.mobula.examples.standin;

import io.mobula.api.Explanation;
import io.mobula.api.Fn;
import io.mobula.api.ObjectId;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.WaitInterruptedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Thread safe. */
final class StandInRef<T> implements ObjectRef<T> {
    private static final AtomicLong IDS = new AtomicLong();
    private static final Duration FOREVER = Duration.ofDays(1);

    final CompletableFuture<T> future = new CompletableFuture<>();
    private final StandInSession session;
    private final ObjectId id = new ObjectId(0, IDS.incrementAndGet());
    private final AtomicReference<Thread> runner = new AtomicReference<>();

    StandInRef(StandInSession session) {
        this.session = session;
    }

    void runOn(Thread thread) {
        runner.set(thread);
        if (!future.isDone()) thread.start();
    }

    @Override
    public T get() {
        return get(FOREVER);
    }

    @Override
    public T get(Duration atMost) {
        try {
            return future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MobulaException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new GetTimeoutException(
                    ErrorCode.GET_TIMED_OUT, "Object " + id + " was not there within " + atMost, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    ErrorCode.WAIT_INTERRUPTED, "Waiting for object " + id + " was interrupted", e);
        }
    }

    @Override
    public Outcome<T> outcome() {
        try {
            return new Outcome.Success<>(get());
        } catch (MobulaException e) {
            return new Outcome.Failure<>(e);
        }
    }

    @Override
    public Future.State state() {
        return future.state();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        return future.copy();
    }

    @Override
    public <R> ObjectRef<R> map(Fn<? super T, ? extends R> fn) {
        StandInRef<T> self = this;
        return session.submit(() -> fn.apply(self.get()));
    }

    @Override
    public boolean cancel() {
        boolean won = future.completeExceptionally(
                new TaskCancelledException(ErrorCode.TASK_CANCELLED, "Object " + id + " was cancelled", null));
        Thread thread = runner.get();
        if (won && thread != null) thread.interrupt();
        return won;
    }

    @Override
    public void release() {}

    @Override
    public Explanation explain() {
        return new Explanation("Object " + id + " is " + state(), List.of());
    }

    @Override
    public ObjectId id() {
        return id;
    }
}
