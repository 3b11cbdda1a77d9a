package io.mobula.api;

import io.mobula.api.spi.Providers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A reference to an immutable value that exists, or will exist, somewhere in the cluster.
 *
 * <p>Capture it in a body, and the body runs when the value is there, near its bytes; inside a collection or a record it travels as a plain value and is not waited for ({@link Mobula#all} makes
 * one ref of many). Equality is by id. A ref is not {@code AutoCloseable}: the value is freed when the last reference to it, anywhere, has been collected; {@link #release()} does so at once.
 *
 * <p>Thread safety: all methods from any thread. A task that waits in {@code get} lends its CPU to other tasks meanwhile.
 *
 * <p>Failure: {@code get} throws what stands in the value's place: {@code TaskFailedException} (the body threw; of a failed dependency, the dependency's own), {@code TaskCancelledException},
 * {@code TaskTimedOutException}, {@code TaskLostException} or an {@code ObjectException}. An interrupted wait throws {@code WaitInterruptedException} and leaves the interrupt flag set.
 */
public interface ObjectRef<T extends @Nullable Object> extends Ref<T> {
    @Override
    @CanIgnoreReturnValue
    T get();

    /**
     * The value, waited for no longer than this.
     *
     * <p>Failure: {@code GetTimeoutException} when the time is up. The task goes on.
     */
    @CanIgnoreReturnValue
    T get(Duration atMost);

    @Override
    Outcome<T> outcome();

    /** How far it is, without waiting. */
    Future.State state();

    /**
     * The same value as a future; completing or cancelling the future has no effect on the task.
     *
     * <p>Thread safety: a dependent stage without an executor of its own runs on a thread of the runtime and may not block.
     */
    CompletableFuture<T> toCompletableFuture();

    /** Starts a task on this value, placed where its bytes are: {@code split.map(Split::train)} is how one task has several results. */
    @CanIgnoreReturnValue
    <R extends @Nullable Object> ObjectRef<R> map(Fn<? super T, ? extends R> fn);

    /** {@link #cancel(CancelMode)} with {@link CancelMode#WITH_CHILDREN}. */
    @CanIgnoreReturnValue
    default boolean cancel() {
        return cancel(CancelMode.WITH_CHILDREN);
    }

    /**
     * Cancels the task: queued, it never runs; running, its thread is interrupted, and what its body has submitted is cancelled too, unless the mode says otherwise. A deadline that passes, and the death of the process
     * that submitted the task, do the same with its children.
     *
     * <p>Delivery: this ref fails with {@code TaskCancelledException} at once; whether the body notices is its own affair.
     *
     * @return false if it had ended before
     */
    @CanIgnoreReturnValue
    boolean cancel(CancelMode mode);

    /** Gives up this process's hold on the value. Whoever uses this ref afterwards gets {@code ObjectReleasedException}; holds of others are untouched. */
    void release();

    /** Where the value is, or what it is waiting for. */
    Explanation explain();

    /** What names the value throughout the cluster. */
    ObjectId id();

    /** The inner ref's value as one ref: {@code flatten(mobula.submit(() -> mobula.submit(body)))} is a tail call. Refs of refs are never flattened on their own. */
    static <T extends @Nullable Object> ObjectRef<T> flatten(ObjectRef<? extends ObjectRef<? extends T>> ref) {
        return Providers.get().flatten(ref);
    }
}
