package io.mobula.api;

import io.mobula.api.resource.Strategy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a task, and the verbs that use them.
 *
 * {@snippet :
 * var fit = mobula.task().name("fit").cpus(2).timeout(Duration.ofMinutes(5)).retry(Retry.times(3).on(IOException.class));
 * ObjectRef<Double> score = fit.submit(() -> Model.fit(data.get(), 0.1).score(data.get()));
 * }
 *
 * <p>Delivery: at least once within {@code maxRetries}, at most once with {@code maxRetries(0)}; one result counts.
 */
public interface TaskBuilder extends RemoteOptions<TaskBuilder> {
    /** How often it is tried again after a failure of the system: a node that died, a result that was lost. Default 3; with 0 a task that may have run fails with {@code TASK_MAY_HAVE_RUN}. */
    TaskBuilder maxRetries(int count);

    /** When it is tried again after the body itself has thrown. Default: never. */
    TaskBuilder retry(Retry policy);

    /** The longest it may take from submit to its end, retries included; then it fails with {@code TASK_TIMED_OUT}. Default: the session's deadline. */
    TaskBuilder timeout(Duration limit);

    /** Default: the session's. */
    TaskBuilder priority(Priority priority);

    /**
     * How tasks of this kind are laid over the nodes: {@link Strategy#PACK} fills few nodes to the half and then all alike, {@link Strategy#SPREAD} all alike from the first task on. Default PACK. Stored
     * arguments draw a task to where they lie, with either.
     *
     * <p>Failure: the strict ones are of groups; here they are an {@code IllegalArgumentException}.
     */
    TaskBuilder strategy(Strategy strategy);

    /** Also waits for these, without using their values; a failed one fails the task. */
    TaskBuilder after(ObjectRef<?>... refs);

    /** Starts the task; returns at once. Throws {@code CaptureException} if the body cannot travel. */
    @CanIgnoreReturnValue
    <R extends @Nullable Object> ObjectRef<R> submit(Task<? extends R> body);

    /** Starts the task; returns at once. The ref's value is null. Throws {@code CaptureException} if the body cannot travel. */
    @CanIgnoreReturnValue
    ObjectRef<Void> submit(Action body);

    /**
     * Starts a task whose list of results becomes as many objects, each with a ref of its own, kept where the task ran. For results of different types return a record, and take it apart with
     * {@link ObjectRef#map}.
     *
     * <p>Delivery: all of one attempt, or none: the refs have their values when the task has ended, and fail together. Cancelling one cancels the task.
     *
     * <p>Failure: {@code TaskFailedException} on every ref if the list has another length than {@code count}.
     *
     * @param count 1 to {@value StreamBuffer#MOST_ELEMENTS}
     */
    @CanIgnoreReturnValue
    <R extends @Nullable Object> List<ObjectRef<R>> submitMany(int count, Task<? extends List<? extends R>> body);

    /** How far a stream's producer may be ahead of its consumer. Default: {@link StreamBuffer#DEFAULT}. */
    TaskBuilder buffer(StreamBuffer buffer);

    /** Starts a task that yields elements while it runs; returns at once. Throws {@code CaptureException} if the body cannot travel. */
    <T> ObjectStream<T> stream(StreamTask<T> body);
}
