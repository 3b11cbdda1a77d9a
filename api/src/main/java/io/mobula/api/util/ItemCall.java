package io.mobula.api.util;

import io.mobula.api.ActorCall;
import org.jspecify.annotations.Nullable;

/** One item on its way to an actor. */
record ItemCall<A, T, R extends @Nullable Object>(PoolCall<? super A, ? super T, ? extends R> call, T item)
        implements ActorCall<A, R> {
    @Override
    public R on(A actor) throws Exception {
        return call.on(actor, item);
    }
}
