/**
 * A task at its owner ({@link io.mobula.core.task.OwnerTasks}) and at its host ({@link io.mobula.core.task.HostTasks}); TASK-1 to TASK-7 of docs/protocols.md.
 *
 * <p>Aggregates are confined: events come in by {@code handle}, one at a time; orders leave through an effects interface, in order, and are performed before the next event. Nothing here reads a clock or starts a thread.
 *
 * <p>Invariants, checked by {@code validate()}: TASK-1 a host is recorded exactly while it owes an answer; RES-1 what is taken of a node is what its running bodies demand.
 */
@NullMarked
package io.mobula.core.task;

import org.jspecify.annotations.NullMarked;
