package io.mobula.serve;

import io.mobula.api.ActorCall;
import io.mobula.api.CanIgnoreReturnValue;
import io.mobula.api.ObjectRef;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed handle on a deployment: an actor's handle with a router in place of one actor. It may be captured, so deployments compose.
 *
 * {@snippet :
 * Label one = digits.call(p -> p.label(image)).get();
 * Label gathered = digits.callBatched(Predictor::labels, image).get(); // in one call with those of other threads
 * }
 *
 * <p>Delivery: a call goes to one replica. If that one is lost it goes to another, as often as the deployment's {@code retries} says; one that surely has not run is always sent again. So a call may run more than once
 * unless {@code retries} is 0. There is no order between calls.
 *
 * <p>Failure: {@code ActorQueueFullException} at once, if {@code maxQueued} requests of this process wait; {@code ActorUnavailableException} if no replica is ready; {@code TaskTimedOutException} after the
 * deployment's, or this handle's, timeout; {@code TaskFailedException} with the user's exception as its cause.
 *
 * <p>Thread safety: all methods from any thread. The refs are of this process: a body may capture the handle, or a ref's value, but not the ref.
 *
 * @param <A> the deployed class
 */
public interface Handle<A> {
    String name();

    @CanIgnoreReturnValue
    <R extends @Nullable Object> ObjectRef<R> call(ActorCall<? super A, ? extends R> call);

    /**
     * A call whose item is gathered with those of other threads for the same method: up to the deployment's batch size, for as long as its batch wait.
     *
     * <p>Failure: {@code IllegalArgumentException} if the method captures values. One that throws fails all items of the batch.
     */
    @CanIgnoreReturnValue
    <I, O> ObjectRef<O> callBatched(Route<? super A, List<I>, List<O>> method, I item);

    /** This handle with a limit for each call, from the call to its answer. */
    Handle<A> withTimeout(Duration limit);

    /** Cost: one call on the controller. */
    ServeStatus.DeploymentStatus status();
}
