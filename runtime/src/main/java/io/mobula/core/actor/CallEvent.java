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

    /** It may be sent; if it was, it has come back. */
    record Queued(OwnedTask task, CallStanding standing) implements CallEvent {}

    /** It ended before it was queued. */
    record Withdrawn(OwnedTask task) implements CallEvent {}

    /** It will not come back: its host has answered the push, or it had ended for its user before. */
    record Answered(OwnedTask task) implements CallEvent {}

    /** The actor is not where the directory had it. Comes before the bounced call is queued again. */
    record Bounced(OwnedTask task) implements CallEvent {}

    record ProcessDied(ProcessId process) implements CallEvent {}

    /** The time given with {@link CallEffects#recheckLater} is over. */
    record RecheckDue(ActorId actor) implements CallEvent {}
}
