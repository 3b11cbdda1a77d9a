package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Outcome;
import java.util.Optional;

/** What happens to stored results and the tasks that made them. */
public sealed interface LineageEvent {
    /** A task has ended with a stored value, or one that was made again has ended at all. Nothing of it is at a host any more. */
    record Ended(OwnedTask task, Outcome outcome) implements LineageEvent {}

    /** Nobody can ask for the result of this task any more, at present. */
    record Freed(long task) implements LineageEvent {}

    /**
     * Somebody may ask for this own ref, and nobody has its bytes.
     *
     * @param at where they were; none if the ref had been freed and a task needs it again
     */
    record Lost(RefKey ref, Optional<ProcessId> at) implements LineageEvent {}
}
