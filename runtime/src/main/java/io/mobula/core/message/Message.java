package io.mobula.core.message;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import java.util.List;
import java.util.Optional;

/**
 * What one process tells another over a session. The sender is the session's peer and stands in no message; a session neither loses, doubles nor reorders between two live incarnations (TASK-4).
 *
 * <p>A task is named by its owner (the session's peer), its number there and the push: every push is a fresh one, and the host's tables are keyed by all three (TASK-1, TASK-2).
 */
public sealed interface Message {
    /** Owner to host. */
    sealed interface ToHost extends Message {}

    /** Host to owner. */
    sealed interface ToOwner extends Message {}

    /** Between any two processes, about references (REF-*). */
    sealed interface AboutRefs extends Message {}

    /**
     * Run this.
     *
     * @param attempt 1 for the first; pushes that surely did not run cost none (TASK-3)
     * @param urgency for its children: it has been heeded when the push leaves
     * @param refs every ref that travels in {@code work}, pinned by the owner until this message is closed (REF-1)
     * @param dependencies those of {@code refs} the body waits for, sealed, in the order of the body's captures
     * @param budgetNanos time left to the deadline at sending, {@link Long#MAX_VALUE} without one; no clocks are compared
     */
    record Push(
            long task,
            int push,
            TaskId id,
            ProcessId job,
            int attempt,
            int shape,
            Urgency urgency,
            List<Dependency> dependencies,
            List<RefKey> refs,
            long budgetNanos,
            Work work)
            implements ToHost {}

    /**
     * Interrupt it or drop it; the host still answers with a Result (TASK-7).
     *
     * @param alone what its body has submitted goes on (TASK-9)
     */
    record Cancel(long task, int push, boolean alone) implements ToHost {}

    /** The result has been taken, or no longer counts: the host's entry ends (TASK-5). */
    record ResultAck(long task, int push, Verdict verdict) implements ToHost {
        public enum Verdict {
            OK,
            STALE
        }
    }

    /**
     * What the consumer of a stream has: as far as {@code upTo} the elements are taken, as far as {@code delivered} it has them, and they need not be sent (STR-3, STR-4). Both only grow in a push.
     */
    record Taken(long task, int push, long upTo, long delivered) implements ToHost {}

    /** The refs in this element are registered: its pins end (STR-5). */
    record Kept(long task, int push, long index) implements ToHost {}

    /**
     * What a shape's number means in this session; sent before the first push of the shape.
     *
     * @param share none: the job is the owner's own
     */
    record Declare(int shape, Demand demand, Optional<BundleId> bundle, Optional<Share> share) implements ToHost {
        public Declare(int shape, Demand demand, Optional<BundleId> bundle) {
            this(shape, demand, bundle, Optional.empty());
        }
    }

    /** So many pushes of the shape that have not begun may come back, the last ones first: there is room for them elsewhere. */
    record Recall(int shape, int count) implements ToHost {}

    /** What is pushed under this shape's number from now on are calls of this life of an actor, in this concurrency group (CALL-1). */
    record Bind(int shape, ActorId actor, int epoch, String lane) implements ToHost {}

    /**
     * The window of a shape grows. An owner starts with as many credits as tasks of the shape fit into the node at once; a push spends one, its result or refusal gives it back.
     */
    record Grant(int shape, int credits) implements ToOwner {}

    /** The window shrinks: results that come back no longer restore so many credits. */
    record Revoke(int shape, int credits) implements ToOwner {}

    /**
     * How much of the host others than this owner use and wait for. Sent when it has changed much; may be stale when it arrives.
     *
     * @param thousandths of the host's slots; more than 1,000 when some wait
     */
    record Load(int thousandths) implements ToOwner {}

    /**
     * Leaves no entry, surely has not run, costs no attempt (TASK-3).
     *
     * @param missed dependencies whose bytes could not be brought, if that is the reason
     */
    record Refused(long task, int push, Reason reason, List<RefKey> missed) implements ToOwner {
        public Refused(long task, int push, Reason reason) {
            this(task, push, reason, List.of());
        }

        public enum Reason {
            /** More pushes than the window allows. */
            NO_CREDIT(1),
            /** The node takes nothing new. */
            DRAINING(2),
            /** No such actor lives here in that epoch, or no such bundle is reserved here. */
            NOT_HERE(3),
            /** The bytes of an argument are not where the push said (TASK-8). */
            ARGUMENT_MISSED(4),
            /** It was recalled before it had begun. */
            RECALLED(5);

            private final int code;

            Reason(int code) {
                this.code = code;
            }

            /** Its number on the wire, for ever. */
            public int code() {
                return code;
            }
        }
    }

    /**
     * How a push ended; held by the host until ResultAck (TASK-5).
     *
     * @param kept borrows that this answer carries for refs the owner itself sent (REF-2)
     */
    record Result(long task, int push, Outcome outcome, List<CarriedBorrow> kept, long runNanos) implements ToOwner {}

    /**
     * The body of this push has made an element (STR-1).
     *
     * @param index from 0 without a gap, in a push that follows a lost one from where that was
     */
    record Emit(long task, int push, long index, Outcome outcome) implements ToOwner {}

    /** p holds {@code ref} on its own account from now on; numbers make repetition and reordering harmless (REF-3). */
    record Borrow(RefKey ref, long number) implements AboutRefs {}

    record BorrowAck(RefKey ref, long number, Standing standing) implements AboutRefs {
        public enum Standing {
            HELD,
            FREED
        }
    }

    record Release(RefKey ref, long number) implements AboutRefs {}

    /** Tell me when this is sealed. */
    record Resolve(RefKey ref) implements AboutRefs {}

    record Resolved(RefKey ref, Outcome outcome) implements AboutRefs {}

    /** These bytes are nobody's any more. */
    record Free(List<CopyKey> copies) implements AboutRefs {}

    /** To its owner: these bytes are not to be had from {@code at} (REF-12). */
    record CopyMissed(CopyKey copy, ProcessId at) implements AboutRefs {}

    /** From its owner: if you have these bytes, keep them until they are freed, and say so; {@link CopyTold} answers (REF-12). */
    record CopyAsked(CopyKey copy) implements AboutRefs {}

    /** @param here whether the sender has the bytes, and will keep them */
    record CopyTold(CopyKey copy, boolean here) implements AboutRefs {}

    /** From its owner: bring these bytes from where they are, keep them until they are freed, and say so; {@link CopyTold} answers (REF-13). */
    record CopyWanted(Outcome.Stored value) implements AboutRefs {}

    /** To its owner: see to it that so many nodes have the bytes; {@link Persisted} answers (REF-13). */
    record Persist(RefKey ref, int copies, long number) implements AboutRefs {}

    /** @param copies on as many nodes as it was possible to bring the bytes to, at most as many as were asked for */
    record Persisted(RefKey ref, int copies, long number) implements AboutRefs {}

    /** A Borrow that rides in an answer to the ref's owner. */
    record CarriedBorrow(RefKey ref, long number) {}
}
