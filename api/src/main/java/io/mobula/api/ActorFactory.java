package io.mobula.api;

import java.io.Serializable;

/** Makes the actor's object on its node; run again at each restart. What it captures are the actor's arguments. */
@FunctionalInterface
public interface ActorFactory<A> extends Serializable {
    A create() throws Exception;
}
