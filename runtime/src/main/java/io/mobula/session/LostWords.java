package io.mobula.session;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ObjectLostException;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure.CopyLost.Why;

/** Says why a value cannot be made again, and what keeps the next one. */
final class LostWords {
    private LostWords() {}

    static ObjectLostException exception(RefKey ref, ProcessId at, Why why) {
        String lost = "Object " + ref + " is lost: its only copy was on " + at + ", which is gone or lost it, and ";
        return switch (why) {
            case NO_TASK ->
                worded(
                        ErrorCode.OBJECT_LOST,
                        lost + "a value that was put, or returned by an actor, has no task that could make it again."
                                + " Put it with replicas(2), or persist(ref) what an actor returned");
            case AT_MOST_ONCE ->
                worded(
                        ErrorCode.OBJECT_LOST,
                        lost
                                + "maxRetries(0) forbids to run its task again. Allow retries, or persist(ref) the"
                                + " result");
            case RETRIES_EXHAUSTED ->
                worded(
                        ErrorCode.OBJECT_LOST_RETRIES_EXHAUSTED,
                        lost
                                + "its task has run as often as it may. Raise maxRetries (default 3), or persist(ref)"
                                + " the result");
            case LINEAGE_DROPPED ->
                worded(
                        ErrorCode.OBJECT_LOST_LINEAGE_DROPPED,
                        lost + "its task was forgotten to make room for later ones."
                                + " Raise mobula.task.lineage-bytes (default 256 MiB), or persist(ref) the result");
            case ARGUMENT_GONE ->
                worded(
                        ErrorCode.OBJECT_LOST,
                        "A value on " + at + " is lost, and its task cannot run again: its argument " + ref
                                + " was freed, or its owner died. Keep the refs of arguments for as long as the result"
                                + " is needed, or persist(ref) the result");
            case UNREACHABLE ->
                worded(
                        ErrorCode.OBJECT_LOST,
                        "Object " + ref + " could not be brought from " + at
                                + " to where it is needed, again and again. Check the network between the nodes, and"
                                + " call again");
        };
    }

    private static ObjectLostException worded(ErrorCode code, String message) {
        return new ObjectLostException(code, message, null);
    }
}
