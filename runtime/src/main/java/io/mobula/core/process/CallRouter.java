package io.mobula.core.process;

import io.mobula.core.actor.CallEffects;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.TaskEvent;

/** Where the orders of calls on actors go. */
record CallRouter(ProcessCore core, Outside outside) implements CallEffects {
    private static final long FIRST_PAUSE_NANOS = 2_000_000;
    private static final int MOST_DOUBLINGS = 6;

    @Override
    public void bind(ProcessId host, Message.Bind bind) {
        core.send(host, bind);
    }

    @Override
    public void assign(OwnedTask task, ProcessId host) {
        core.tasks(task.number).accept(new TaskEvent.Assigned(task, host));
    }

    @Override
    public void giveUp(OwnedTask task, Failure failure) {
        core.tasks(task.number).accept(new TaskEvent.GivenUp(task.number, failure));
    }

    @Override
    public void recheckLater(ActorId actor, int bounces) {
        outside.recheckLater(actor, FIRST_PAUSE_NANOS << Math.min(bounces - 1, MOST_DOUBLINGS));
    }

    @Override
    public void lookUp(ActorId actor) {
        outside.lookUp(actor);
    }
}
