package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.CarriedBorrow;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.function.Consumer;

/** What happens to tasks at their host. */
public sealed interface HostEvent {
    record Declared(ProcessId owner, Message.Declare declare) implements HostEvent {}

    record PushArrived(ProcessId owner, Message.Push push) implements HostEvent {}

    record CancelArrived(ProcessId owner, Message.Cancel cancel) implements HostEvent {}

    record AckArrived(ProcessId owner, Message.ResultAck ack) implements HostEvent {}

    record ArgumentsReady(HostedTask task) implements HostEvent {}

    record ArgumentsFailed(HostedTask task, Failure failure) implements HostEvent {}

    record BodyEnded(HostedTask task, Outcome outcome, long runNanos) implements HostEvent {}

    /** The refs the answer keeps are registered, or carried by it. */
    record AnswerCleared(HostedTask task, List<CarriedBorrow> kept) implements HostEvent {}

    /** The body waits for another task and lends its CPU. */
    record BodyBlocked(HostedTask task) implements HostEvent {}

    /** It goes on at once, over capacity if need be. */
    record BodyResumed(HostedTask task) implements HostEvent {}

    record OwnerDied(ProcessId owner) implements HostEvent {}

    /** Somebody wants to know how things are. */
    record LoadAsked(Consumer<HostLoad> answer) implements HostEvent {}

    /** Nothing new is taken from now on. */
    record DrainStarted() implements HostEvent {}
}
