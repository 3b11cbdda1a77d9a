package io.mobula.core.actor;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.task.OwnedTask;

/** What {@link ActorCalls} orders. */
public interface CallEffects {
    /** Before the first call under this binding. */
    void bind(ProcessId host, Message.Bind bind);

    void assign(OwnedTask task, ProcessId host);

    void giveUp(OwnedTask task, Failure failure);

    /** Bring {@link CallEvent.RecheckDue} after a pause that grows with {@code bounces}, 1 for the first. */
    void recheckLater(ActorId actor, int bounces);

    /** Calls wait for an actor nobody has told of: bring {@link CallEvent.Learned} or {@link CallEvent.Forgotten}. */
    void lookUp(ActorId actor);
}
