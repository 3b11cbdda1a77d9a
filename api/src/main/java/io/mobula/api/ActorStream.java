package io.mobula.api;

import java.io.Serializable;

/** A call on an actor that yields elements while it runs. */
@FunctionalInterface
public interface ActorStream<A, T> extends Serializable {
    void on(A actor, Emitter<? super T> out) throws Exception;
}
