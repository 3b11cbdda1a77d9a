package io.mobula.core.message;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;

/** Why there is no value. The shell words these; the core tells them apart. */
public sealed interface Failure {
    /**
     * The body threw. {@code error} is the shell's encoding of the exception.
     *
     * @param type class name of the exception, for retry rules
     */
    record Application(Value error, String type) implements Failure {}

    record Cancelled() implements Failure {}

    record DeadlinePassed() implements Failure {}

    /** Every allowed attempt ended with its node. */
    record RetriesExhausted(int attempts, ProcessId last) implements Failure {}

    /** At most once was asked for, and it may have run (TASK-6). */
    record MayHaveRun(ProcessId last) implements Failure {}

    record OwnerDied(RefKey ref) implements Failure {}

    record Freed(RefKey ref) implements Failure {}

    /** The bytes were only on {@code at}, which died. */
    record CopyLost(RefKey ref, ProcessId at) implements Failure {}

    /** No node of the cluster can ever take this demand. */
    record Infeasible(Demand demand, String largest) implements Failure {}

    /** The session or the job has ended. */
    record JobEnded() implements Failure {}
}
