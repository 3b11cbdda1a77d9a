package io.mobula.session;

import io.mobula.api.ActorContext;
import io.mobula.api.ActorHandle;

/** The actor whose call, or whose making, runs on this thread. */
record PresentActor(RunningTask running, ActorLife actor) implements ActorContext {
    @Override
    public <A> ActorHandle<A> self(Class<A> type) {
        actor.checkIsA(type);
        MobulaSession session = running.session();
        Liveness liveness =
                Liveness.of(actor.spec(), session.engine().process().refs());
        return new ActorRef<>(session, actor.spec(), CallSettings.DEFAULT, liveness);
    }

    @Override
    public String id() {
        return actor.spec().id().toString();
    }

    @Override
    public int restarts() {
        return actor.hosted().epoch - 1;
    }

    @Override
    public void exit() {
        if (running.isMaking())
            throw new IllegalStateException("An actor that is being made has nothing to exit from: throw an exception");
        running.engine().process().core().actorExits(actor.hosted());
    }
}
