package io.mobula.process;

import io.mobula.core.id.ActorId;
import io.mobula.core.task.HostedActor;

/** The objects of the actors that live in this process. Called with aggregates held: hands over and returns. */
public interface ActorHost {
    /** Of a process in which no actor lives. */
    ActorHost NONE = new ActorHost() {
        @Override
        public void make(HostedActor actor) {
            throw new IllegalStateException(actor + " was placed on a process that takes none");
        }

        @Override
        public void over(ActorId actor) {}

        @Override
        public void drop(HostedActor actor) {}
    };

    /** Makes the object, and tells the core. */
    void make(HostedActor actor);

    /** It is dead, wherever it was: a factory that still runs for it does so for nothing. */
    void over(ActorId actor);

    /** No body runs in this life any more: lets go of the object. */
    void drop(HostedActor actor);
}
