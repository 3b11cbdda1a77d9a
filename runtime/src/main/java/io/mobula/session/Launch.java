package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.core.id.TaskId;
import io.mobula.core.task.OwnedStream;
import io.mobula.core.task.TaskOptions;
import io.mobula.process.Cell;
import io.mobula.process.Elements;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How a body is submitted.
 *
 * @param after refs it waits for without using their values
 * @param deadlineNanos {@link Long#MAX_VALUE} without one
 * @param call on which actor; empty of a task
 * @param flow where its elements go; empty if it has none
 */
record Launch(
        TaskOptions options,
        List<ObjectRef<?>> after,
        long deadlineNanos,
        Optional<CallTicket> call,
        Optional<Flow> flow) {
    /** @param elements made of the cell of the task's result and the task's id, before anything is sent */
    record Flow(OwnedStream.Replay replay, BiFunction<Cell, TaskId, Elements> elements) {}
}
