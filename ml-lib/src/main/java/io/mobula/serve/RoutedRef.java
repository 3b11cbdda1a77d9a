package io.mobula.serve;

import io.mobula.api.CancelMode;
import io.mobula.api.Explanation;
import io.mobula.api.Fn;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectId;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.WaitInterruptedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The ref of a call through a {@link Handle}: whichever replica answers in the end. It is of this process alone. */
final class RoutedRef<T extends @Nullable Object> implements ObjectRef<T> {
    private final CompletableFuture<T> answer;
    private final BooleanSupplier cancel;
    private final Mobula mobula;
    private final ObjectId id = new ObjectId(
            ThreadLocalRandom.current().nextLong(), ThreadLocalRandom.current().nextLong());

    /** @param cancel gives the request up; false if it has ended */
    RoutedRef(CompletableFuture<T> answer, BooleanSupplier cancel, Mobula mobula) {
        this.answer = answer;
        this.cancel = cancel;
        this.mobula = mobula;
    }

    @Override
    public T get() {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException | CancellationException e) {
            throw worded(e);
        }
    }

    @Override
    public T get(Duration atMost) {
        try {
            return answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException | CancellationException e) {
            throw worded(e);
        } catch (TimeoutException e) {
            throw new GetTimeoutException(
                    ErrorCode.GET_TIMED_OUT,
                    "The answer of a deployment was not there within " + atMost.toMillis() + " ms. The call goes on.",
                    e);
        }
    }

    private static WaitInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new WaitInterruptedException(
                ErrorCode.WAIT_INTERRUPTED, "The wait for a deployment's answer was interrupted", e);
    }

    private static MobulaException worded(Throwable error) {
        Throwable inner = Errors.unwrapped(error);
        return switch (inner) {
            case MobulaException e -> e;
            case CancellationException e ->
                new TaskCancelledException(ErrorCode.TASK_CANCELLED, "The call was cancelled", e);
            default -> new TaskFailedException(ErrorCode.TASK_FAILED, "The call failed: " + inner, inner);
        };
    }

    @Override
    public Outcome<T> outcome() {
        try {
            return new Outcome.Success<>(get());
        } catch (WaitInterruptedException e) {
            throw e;
        } catch (MobulaException e) {
            return new Outcome.Failure<>(e);
        }
    }

    @Override
    public Future.State state() {
        return answer.state();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        return answer.copy();
    }

    @Override
    public <R extends @Nullable Object> ObjectRef<R> map(Fn<? super T, ? extends R> fn) {
        CompletableFuture<R> mapped = answer.thenCompose(value -> {
            ObjectRef<R> task = mobula.submit(() -> fn.apply(value));
            return task.toCompletableFuture();
        });
        return new RoutedRef<>(mapped, () -> mapped.cancel(false), mobula);
    }

    @Override
    public boolean cancel(CancelMode mode) {
        return cancel.getAsBoolean();
    }

    /** Nothing: the value is in this process. */
    @Override
    public void release() {}

    @Override
    public Explanation explain() {
        return new Explanation(
                answer.isDone() ? "The call has ended" : "The call waits for a replica, or is run by one", List.of());
    }

    @Override
    public ObjectId id() {
        return id;
    }

    @Override
    public String toString() {
        return "the answer of a deployment (" + answer.state() + "); take its value, it does not travel";
    }
}
