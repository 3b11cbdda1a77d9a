package io.mobula.api;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A call on an actor, run where the actor is; what its captures may be is said in {@link Task}. A method reference such as {@code Counter::value} needs no code of the caller there. */
@FunctionalInterface
public interface ActorCall<A, R extends @Nullable Object> extends Serializable {
    R on(A actor) throws Exception;
}
