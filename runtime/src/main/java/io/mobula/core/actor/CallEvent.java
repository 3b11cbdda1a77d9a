package io.mobula.core.actor;

import io.mobula.core.directory.ActorRecord;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.task.CallStanding;
import io.mobula.core.task.OwnedTask;

/** What those who call actors hear. */
public sealed interface CallEvent {
    /** From the directory; older ones than known have no effect. */
    record Learned(ActorRecord actor) implements CallEvent {}

    /** The directory does not know it, or does not any more. */
    record Forgotten(ActorId actor) implements CallEvent {}

    record Queued(OwnedTask task, CallStanding standing) implements CallEvent {}

    /** It ended before it was queued. */
    record Withdrawn(OwnedTask task) implements CallEvent {}

    /** Its host has answered the push, or died, or it had ended when it was assigned. */
    record Answered(OwnedTask task) implements CallEvent {}

    /** The actor is not where the directory had it. Comes before the bounced call is queued again. */
    record Bounced(OwnedTask task) implements CallEvent {}

    record ProcessDied(ProcessId process) implements CallEvent {}

    /** The time given with {@link CallEffects#recheckLater} is over. */
    record RecheckDue(ActorId actor) implements CallEvent {}
}
