package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;

/** What {@link HostTasks} orders. */
public interface HostEffects {
    /** Bring its stored dependencies here. */
    void fetchArguments(HostedTask task);

    /** It has its arguments and its slot: run it. */
    void start(HostedTask task);

    void interrupt(HostedTask task);

    /** The body has ended: clear the refs it keeps, then bring {@link HostEvent.AnswerCleared}. */
    void clearAnswer(HostedTask task, Outcome outcome);

    void send(ProcessId owner, Message message);

    /** The owner did not take this result: what it stored here is nobody's. */
    void dropStored(HostedTask task, Message.Result result);

    /** The entry has ended. */
    void forget(HostedTask task);
}
