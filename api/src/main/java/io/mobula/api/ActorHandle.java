package io.mobula.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A typed handle on an actor. It may be captured and travels; the actor ends when the last handle to it, anywhere, has been collected, unless it is {@linkplain ActorBuilder#detached() detached}.
 *
 * {@snippet :
 * ActorHandle<Counter> hits = mobula.actor().name("hits").maxRestarts(3).start(Counter::new);
 * ObjectRef<Long> n = hits.call(c -> c.increment(1));
 * }
 *
 * <p>Delivery: at most once, unless the actor has {@code maxTaskRetries}. The calls of one process start in the order made, for each concurrency group; a connection that breaks neither loses nor repeats
 * one. A call that captures a ref waits for it, and later calls of this process wait behind it.
 *
 * <p>Failure: {@code TaskFailedException} with the actor's exception as its cause; {@code ActorDiedException} when the actor is gone for good; {@code ActorUnavailableException} when it is being restarted and the
 * call may have run. A call over {@code maxPendingCalls} throws {@code ActorQueueFullException} at once.
 *
 * <p>Thread safety: all methods from any thread.
 *
 * @param <A> the type calls are written against; the actor's class or one of its supertypes
 */
public interface ActorHandle<A> {
    /** A call with a result. For a method that returns nothing: {@link #run}. */
    @CanIgnoreReturnValue
    <R extends @Nullable Object> ObjectRef<R> call(ActorCall<? super A, ? extends R> call);

    /** A call without a result, whose end or failure can be seen. */
    @CanIgnoreReturnValue
    ObjectRef<Void> run(ActorAction<? super A> action);

    /** A call that nobody awaits: if it fails, that is logged here, in the process that made it. */
    void send(ActorAction<? super A> action);

    /** A call of a method that returns a stage: the ref holds the stage's value, and the actor goes on with its next call meanwhile. */
    @CanIgnoreReturnValue
    <R extends @Nullable Object> ObjectRef<R> callAsync(
            ActorCall<? super A, ? extends CompletionStage<? extends R>> call);

    /**
     * A call that yields elements while it runs; it keeps its place in the actor's group until it ends, also while it waits for its consumer. {@code withTimeout} and {@code withRetry} hold for it as a whole.
     *
     * <p>Delivery: a stream of a {@link Restorable} actor that is tried again runs again; its answer is not kept with the state.
     */
    default <T> ObjectStream<T> stream(ActorStream<? super A, T> call) {
        return stream(StreamBuffer.DEFAULT, call);
    }

    /** As above, with another limit on how far the actor may be ahead of the consumer. */
    <T> ObjectStream<T> stream(StreamBuffer buffer, ActorStream<? super A, T> call);

    /** This handle with a limit for each call, from the call to its end; then it fails with {@code TaskTimedOutException}. */
    ActorHandle<A> withTimeout(Duration limit);

    /** This handle for calls in one of the actor's concurrency groups. Throws {@code IllegalArgumentException} if the actor has none of this name. */
    ActorHandle<A> withGroup(String concurrencyGroup);

    /** This handle with calls that are tried again when the actor's method throws. */
    ActorHandle<A> withRetry(Retry policy);

    /**
     * Ends the actor after the calls this process has made so far; it is not restarted. The ref ends when it is gone, by whomever.
     *
     * <p>An actor that is {@link AutoCloseable} is closed when it has ended, here or in any other way but the death of its process.
     */
    @CanIgnoreReturnValue
    ObjectRef<Void> stop();

    /** Ends the actor now: what runs is interrupted, what waits fails with {@code ActorDiedException}; it is not restarted. */
    void kill();

    /** The name it was started under, if any. */
    Optional<String> name();

    /** The actor's id, as it stands in logs and errors. */
    String id();

    /** Where the actor is, or what it is waiting for. */
    Explanation explain();
}
