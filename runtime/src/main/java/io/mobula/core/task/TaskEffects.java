package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import org.jspecify.annotations.Nullable;

/** What {@link OwnerTasks} orders. Methods and not records: two of them happen for every task. */
public interface TaskEffects {
    /** All dependencies have ended: it may be placed. */
    void queue(OwnedTask task);

    /** A call may be sent, in its turn; also one that comes back from a host, of which {@link #pushEnded} is not told. */
    void queueCall(OwnedTask task, CallStanding standing);

    /** A call has ended before it could be queued: its turn is passed over. */
    void callWithdrawn(OwnedTask task);

    /** Send it; {@code attempt} and {@code push} are this push's. */
    void push(OwnedTask task, ProcessId host, int attempt, int push);

    void cancel(ProcessId host, Message.Cancel cancel);

    /** A credit was spent on a task that had ended. */
    void creditUnused(OwnedTask task, ProcessId host);

    /** The host has answered this push, or died: its credit is free again. */
    void pushEnded(OwnedTask task, ProcessId host);

    /** The answer was a refusal: the push's pins end. */
    void pushRefused(OwnedTask task, ProcessId host, Message.Refused refused);

    /**
     * Tell the host that its result has been taken, or does not count; the push's pins end by the rules (REF-1, REF-9).
     *
     * @param task none if it was forgotten long ago
     */
    void acknowledge(
            @Nullable OwnedTask task, ProcessId host, Message.Result result, Message.ResultAck.Verdict verdict);

    /** The bytes of this dependency are missing: bring its outcome anew, as {@link TaskEvent.DependencyEnded}. */
    void resolveAgain(OwnedTask task, int index, RefKey ref, Outcome.Stored missed);

    /** It has ended and may have to be made again, or was: its lineage hears of it, before anything else does. */
    void remember(OwnedTask task, Outcome outcome);

    /** The task has ended for its user. Once per making; after {@link #acknowledge} if by a result. */
    void complete(OwnedTask task, Outcome outcome);

    /** An element in its turn: it is an object of this process from now on. */
    void element(OwnedStream stream, ProcessId from, Message.Emit emit);

    /** An element that does not count: what it brought is closed, and its stored bytes are nobody's. */
    void passOver(ProcessId from, Message.Emit emit);

    void taken(ProcessId host, Message.Taken taken);

    /** Another push begins the elements anew: those of the one before are nobody's. */
    void elementsAnew(OwnedStream stream);

    /** The host has died: which is the first element not taken whose bytes were only there? {@link Long#MAX_VALUE} if there is none; it and those after it are dropped. */
    long elementsLost(OwnedStream stream, ProcessId dead);

    /** Bring {@link TaskEvent.RetryDue} after so long. */
    void retryLater(OwnedTask task, int attempt, long delayNanos);
}
