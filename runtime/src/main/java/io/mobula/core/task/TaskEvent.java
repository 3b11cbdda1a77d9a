package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import java.util.Optional;
import java.util.function.Consumer;

/** What happens to tasks at their owner. */
public sealed interface TaskEvent {
    record Submitted(OwnedTask task) implements TaskEvent {}

    record DependencyEnded(long task, int index, Outcome outcome) implements TaskEvent {}

    /** The placer has spent a credit of {@code host} on it. */
    record Assigned(OwnedTask task, ProcessId host) implements TaskEvent {}

    /** The placer gives up on it. */
    record Unplaceable(OwnedTask task, Failure failure) implements TaskEvent {}

    record ResultArrived(ProcessId from, Message.Result result) implements TaskEvent {}

    record RefusedArrived(ProcessId from, Message.Refused refused) implements TaskEvent {}

    record EmitArrived(ProcessId from, Message.Emit emit) implements TaskEvent {}

    /** The consumer of a stream has taken all elements before this one. */
    record ElementsTaken(long task, long upTo) implements TaskEvent {}

    record ProcessDied(ProcessId process) implements TaskEvent {}

    record RetryDue(long task, int attempt) implements TaskEvent {}

    /**
     * The user gave it up, its deadline passed, or its session ended: {@code failure} says which.
     *
     * @param alone what its body has submitted goes on
     */
    record GivenUp(long task, Failure failure, boolean alone) implements TaskEvent {
        public GivenUp(long task, Failure failure) {
            this(task, failure, false);
        }
    }

    /** It is made again, and nobody wants it any more (TASK-8). */
    record Abandoned(long task) implements TaskEvent {}

    /** Somebody wants to know whether it waits for a node, and with which shape. */
    record Asked(long task, Consumer<Optional<Shape>> answer) implements TaskEvent {}

    /** The session has ended: everything not ended is given up. */
    record Closed() implements TaskEvent {}
}
