package io.mobula.core.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message;
import io.mobula.core.object.RefEvent;
import io.mobula.core.task.HostedTask;

/** A fact about references, and what waits for it to be taken in. */
sealed interface RefInput {
    RefEvent event();

    record Fact(RefEvent event) implements RefInput {}

    /** Its outcome goes to this dependency of an owned task. */
    record Resolving(long task, int index, RefEvent.ResolveWanted event) implements RefInput {}

    /** {@code task}'s answer leaves when the refs it keeps are registered. */
    record Answering(HostedTask task, RefEvent.BodyEnded event) implements RefInput {}

    /** {@code kept} leaves when the refs that the element brought are registered. */
    record Keeping(ProcessId host, Message.Kept kept, RefEvent.ElementEnded event) implements RefInput {}

    /** {@code ack} leaves when the refs that the result brought are registered. */
    record Acknowledging(ProcessId host, Message.ResultAck ack, RefEvent.ResultArrived event) implements RefInput {}
}
