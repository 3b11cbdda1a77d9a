package io.mobula.api;

import java.io.Serializable;

/** A call on an actor that has no result. */
@FunctionalInterface
public interface ActorAction<A> extends Serializable {
    void on(A actor) throws Exception;
}
