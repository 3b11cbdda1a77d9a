package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.core.task.TaskOptions;
import java.util.List;
import java.util.Optional;

/**
 * How a body is submitted.
 *
 * @param after refs it waits for without using their values
 * @param deadlineNanos {@link Long#MAX_VALUE} without one
 * @param call on which actor; empty of a task
 */
record Launch(TaskOptions options, List<ObjectRef<?>> after, long deadlineNanos, Optional<CallTicket> call) {}
