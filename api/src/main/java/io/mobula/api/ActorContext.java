package io.mobula.api;

import io.mobula.api.spi.Providers;

/**
 * What an actor may know of itself while its factory or one of its calls runs.
 *
 * <p>Thread safety: {@link #current()} works where {@link TaskContext#current()} does.
 */
public interface ActorContext {
    /** The actor whose call runs on this thread; throws {@link IllegalStateException} where none does. */
    static ActorContext current() {
        return Providers.get().actorContext();
    }

    /** A handle on this actor, to hand to others. It keeps the actor alive as every handle does. */
    <A> ActorHandle<A> self(Class<A> type);

    /** The actor's id, as it stands in logs and errors. */
    String id();

    /** 0 for the first life. */
    int restarts();

    /** Ends this actor after the running call: calls that wait fail with {@code ActorDiedException}, and it is not restarted. */
    void exit();
}
