package io.mobula.core.message;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import java.util.List;

/** Why there is no value. The shell words these; the core tells them apart. */
public sealed interface Failure {
    /**
     * The body threw. {@code error} is the shell's encoding of the exception.
     *
     * @param types class names of the exception and its superclasses, nearest first, for retry rules
     */
    record Application(Value error, List<String> types) implements Failure {
        public Application {
            types = List.copyOf(types);
        }
    }

    record Cancelled() implements Failure {}

    record DeadlinePassed() implements Failure {}

    /** Every allowed attempt ended with its node. */
    record RetriesExhausted(int attempts, ProcessId last) implements Failure {}

    /** At most once was asked for, and it may have run (TASK-6). */
    record MayHaveRun(ProcessId last) implements Failure {}

    record OwnerDied(RefKey ref) implements Failure {}

    record Freed(RefKey ref) implements Failure {}

    /**
     * The bytes were only on {@code at}, and nothing can make them again.
     *
     * @param ref what cannot be made again: the object itself, or what its task needs
     */
    record CopyLost(RefKey ref, ProcessId at, Why why) implements Failure {
        /** Why no task makes it again (TASK-8). */
        public enum Why {
            /** A put has none, and the result of an actor's call is never made twice. */
            NO_TASK(0),
            /** {@code maxRetries(0)}. */
            AT_MOST_ONCE(1),
            RETRIES_EXHAUSTED(2),
            /** What the task was is not known any more: the lineage had no room for it. */
            LINEAGE_DROPPED(3),
            /** The task would need this ref, which had been freed or whose owner died. */
            ARGUMENT_GONE(4),
            /** Again and again a host could not bring it, although its owner knows where it is. */
            UNREACHABLE(5);

            private final int code;

            Why(int code) {
                this.code = code;
            }

            /** Its number on the wire, for ever. */
            public int code() {
                return code;
            }
        }
    }

    /**
     * No node of the cluster can ever take this demand.
     *
     * @param nearest the node that comes nearest, in words
     */
    record Infeasible(Demand demand, String nearest) implements Failure {}

    /** Its stored arguments are more than a host may ever hold at once for tasks. */
    record ArgumentsTooLarge(long bytes, long limitBytes) implements Failure {}

    /**
     * The actor is gone for good.
     *
     * @param failure the shell's encoding of what its factory threw; empty if it did not
     * @param mayHaveRun whether the call had been sent
     */
    record ActorDied(ActorId actor, ActorEnd cause, String detail, Opaque failure, boolean mayHaveRun)
            implements Failure {}

    /** The actor's process died while the call was there, it may have run, and it may not be repeated (CALL-6). */
    record ActorUnavailable(ActorId actor, ProcessId last) implements Failure {}

    /** The placement group whose bundle it was to run in is not there any more. */
    record GroupGone(GroupId group, String why) implements Failure {}

    /** The session or the job has ended. */
    record JobEnded() implements Failure {}
}
