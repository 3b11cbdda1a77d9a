package io.mobula.core.object;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A fact about references, given to {@link References}.
 *
 * <p>Pushes and results without refs are never reported here.
 */
public sealed interface RefEvent {
    /**
     * An own ref enters the table, with one local hold: just before it is first encoded into a message, when its bytes come to lie in a store, or when its value has refs inside. Before that it is in no table.
     */
    record Escaped(RefKey ref) implements RefEvent {}

    /** User code of this process holds the ref, beyond any task; each one is matched by one {@link LocalHoldDropped}. */
    record LocalHoldAdded(RefKey ref) implements RefEvent {}

    record LocalHoldDropped(RefKey ref) implements RefEvent {}

    /** Somebody here waits for the outcome; answered exactly once, under this token. */
    record ResolveWanted(RefKey ref, long token) implements RefEvent {}

    /** An own ref of the table has its outcome. Comes while the refs inside are held or covered by something else. */
    record Sealed(RefKey ref, Outcome outcome) implements RefEvent {}

    /** Somebody here could not get these bytes from {@code at} (REF-12). */
    record CopyMissed(CopyKey copy, ProcessId at) implements RefEvent {}

    /** What this process's own store says to {@link RefEffects#askStore}. */
    record CopyTold(CopyKey copy, boolean here) implements RefEvent {}

    /** Somebody here wants a sealed value on so many nodes; answered exactly once, under this token (REF-13). */
    record PersistWanted(RefKey ref, int copies, long token) implements RefEvent {}

    /**
     * Bring an own value to so many nodes, and tell who asked.
     *
     * @param nodes that may be asked, in this order
     */
    record CopiesWanted(ProcessId asker, Message.Persist wish, List<ProcessId> nodes) implements RefEvent {}

    /**
     * A task is made again that this ref is an argument of: one local hold more. An own ref that had been freed enters the table again, with its value if that is known.
     */
    record Revived(RefKey ref, Optional<Outcome> known) implements RefEvent {}

    /**
     * A push is about to leave (REF-1). If {@link RefEffects#refused} comes back, it must not.
     *
     * @param refs all refs in it, each once
     * @param dependencies those whose values travel along or are fetched by the peer
     */
    record MessageSent(MessageKey push, List<RefKey> refs, List<Dependency> dependencies) implements RefEvent {}

    /** A push came. Its refs live in this process until its body ends, longer only if kept by something the table sees. */
    record MessageArrived(MessageKey push, List<RefKey> refs, List<Dependency> dependencies) implements RefEvent {}

    /**
     * The body of a push has ended and its answer is ready; {@link RefEffects#mayAnswer} says when it may go. Also given for a push that brought no refs, if it keeps or returns some.
     *
     * @param kept refs that user code keeps beyond the body, each a local hold from now on; nothing for most tasks
     */
    record BodyEnded(MessageKey push, List<RefKey> kept, Outcome outcome) implements RefEvent {}

    /** A push that came was refused: it has not run, and its answer can carry nothing. */
    record Bounced(MessageKey push) implements RefEvent {}

    /**
     * An answer came, counting or stale (REF-9); {@link RefEffects#mayAck} says when it may be acknowledged.
     *
     * @param object the own ref of the table that is sealed with it; empty if it does not count, or nobody can ask for the value any more
     */
    record ResultArrived(ProcessId from, Message.Result result, Optional<RefKey> object) implements RefEvent {}

    /** An element with refs inside is about to leave, of a push whose body has not ended. */
    record ElementSent(MessageKey push, long index, List<RefKey> inside) implements RefEvent {}

    /** An element with refs inside came. They live in this process until {@link ElementEnded}, longer only if kept by something the table sees. */
    record ElementArrived(MessageKey element, List<RefKey> inside) implements RefEvent {}

    /** The element was taken over or passed over; {@link RefEffects#mayAck} says when that may be acknowledged. */
    record ElementEnded(MessageKey element) implements RefEvent {}

    /** The owner has registered the refs in this element. */
    record KeptArrived(MessageKey element) implements RefEvent {}

    /** A push was answered by something that has neither refs nor borrows: Refused. */
    record AnswerArrived(MessageKey push) implements RefEvent {}

    /** The answer to this push has been acknowledged by its owner. */
    record ResultAckArrived(MessageKey push) implements RefEvent {}

    record AboutRefsArrived(ProcessId from, Message.AboutRefs message) implements RefEvent {}

    /** The control log names a death; in the log's order, none left out (REF-6). */
    record Died(long index, ProcessId process) implements RefEvent {}

    /** The control log says: all deaths up to this one are settled (REF-8). */
    record Settled(long index) implements RefEvent {}
}
