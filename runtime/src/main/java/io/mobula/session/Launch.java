package io.mobula.session;

/**
 * How a body is submitted.
 *
 * @param after refs it waits for without using their values
 * @param deadlineNanos {@link Long#MAX_VALUE} without one
 * @param call on which actor; empty of a task
 */
record Launch(TaskOptions options, List<ObjectRef<?>> after, long deadlineNanos, Optional<CallTicket> call) {}
