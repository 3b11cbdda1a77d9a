package io.mobula.api.util;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What each actor of an {@link ActorPool} does with an item. A lambda or a method reference. */
@FunctionalInterface
public interface PoolCall<A, T, R extends @Nullable Object> extends Serializable {
    R on(A actor, T item) throws Exception;
}
