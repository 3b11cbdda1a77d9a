package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;

/** What {@link OwnerTasks} orders. Methods and not records: two of them happen for every task. */
public interface TaskEffects {
    /** All dependencies have ended: it may be placed. */
    void queue(OwnedTask task);

    /** Send it; {@code attempt} and {@code push} are this push's. */
    void push(OwnedTask task, ProcessId host, int attempt, int push);

    void cancel(ProcessId host, long task, int push);

    /** A credit was spent on a task that had ended. */
    void creditUnused(OwnedTask task, ProcessId host);

    /** The host has answered this push, or died: its credit is free again, its pins end. */
    void pushEnded(OwnedTask task, ProcessId host, int push, boolean answered);

    /** Tell the host that its result has been taken, or does not count. */
    void acknowledge(ProcessId host, Message.Result result, Message.ResultAck.Verdict verdict);

    /** The task has ended for its user. Once per task. */
    void complete(OwnedTask task, Outcome outcome);

    /** Bring {@link TaskEvent.RetryDue} after so long. */
    void retryLater(OwnedTask task, int attempt, long delayNanos);
}
