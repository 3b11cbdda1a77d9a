package io.mobula.core.object;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What {@link References} orders its process to do, in this order, before the next event.
 *
 * <p>Methods and not records: most of them pass an object on that exists anyway, a pin or an unpin costs no allocation, and a shell that forgets an effect does not compile. None may call back into {@link References}.
 */
public interface RefEffects {
    void send(ProcessId to, Message message);

    /** An own object is nobody's any more: its value may go. Other processes with copies have been sent Free. */
    void free(RefKey ref);

    /** All own holds on what this push brought are registered: its Result may leave, with these borrows in it (REF-2). */
    void mayAnswer(MessageKey push, List<Message.CarriedBorrow> carried);

    /** All own holds on what this push's Result brought are registered: its ResultAck may leave (REF-5). */
    void mayAck(MessageKey push);

    /** The peer is known dead: the push must not be sent, nothing is pinned (REF-6). */
    void refused(MessageKey push);

    void resolved(long token, Outcome outcome);

    /** The ref will never have a value here: its owner is dead (REF-11 case 2). May come again for a ref that arrives later. */
    void ownerDied(RefKey ref);

    /** The owner had freed the ref before this process asked for it: user code kept it past the end of the task that brought it, unseen. */
    void wasFreed(RefKey ref);

    /** This process has nothing to do with somebody else's ref any more: cached bytes may go. */
    void forgotten(RefKey ref);

    /** The bytes of an own value are there and nowhere else: readers are told so from now on (REF-12). */
    void located(RefKey ref, Outcome.Stored stored);

    /**
     * No process has the bytes of this own value; the ref waits to be sealed anew (REF-12).
     *
     * @param at where they were last; none of a ref that was freed and {@linkplain #revived revived}
     */
    void lost(RefKey ref, Optional<ProcessId> at);

    /** An own ref that had been freed is in the table again. */
    void revived(RefKey ref, Optional<Outcome> known);

    /** An own ref whose value was in a store at some time has been freed, perhaps before its task had ended. */
    void storedFreed(RefKey ref);

    /** An own value is wanted on several nodes: which there are, {@link RefEvent.CopiesWanted} says. */
    void copiesAsked(ProcessId asker, Message.Persist wish);

    /** To {@link RefEvent.PersistWanted}. */
    void persisted(long token, int copies);

    /** Bring these bytes here and keep them; the answer goes to {@code asker} as that of {@link #askStore} does. */
    void askFetch(ProcessId asker, Outcome.Stored value);

    /** Has this process's store these bytes? If so it keeps them from now on; the answer goes to {@code asker}. */
    void askStore(ProcessId asker, CopyKey copy);

    /** The owner says that these bytes are nobody's. */
    void discard(List<CopyKey> copies);

    /** Tell control that this death, and all before it, are handled here (REF-7). */
    void confirm(long index);
}
