package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every ref this process owns and has let escape, or has of others; and the agenda of those that a change has touched.
 *
 * <p>Refs of the dead are in no table (REF-6): holds on them are neither added nor dropped.
 */
final class RefTable {
    final ProcessId self;
    final Deaths deaths = new Deaths();
    final Numbers numbers = new Numbers();
    final Map<RefKey, OwnedRef> owned = new LinkedHashMap<>();
    final Map<RefKey, HeldRef> held = new LinkedHashMap<>();
    private final ArrayDeque<Pending> agenda = new ArrayDeque<>();

    RefTable(ProcessId self) {
        this.self = self;
    }

    boolean isOwn(RefKey ref) {
        return ref.owner().equals(self);
    }

    boolean isDead(RefKey ref) {
        return deaths.isDead(ref.owner());
    }

    /** The own ref, which the shell says is in the table. */
    OwnedRef own(RefKey ref) {
        OwnedRef own = owned.get(ref);
        if (own == null) throw new InvariantViolation("REF-4", "own ref " + ref + " has not escaped or is freed");
        return own;
    }

    void add(RefKey ref, Hold hold) {
        if (isOwn(ref)) {
            own(ref).add(hold);
        } else if (!isDead(ref)) {
            HeldRef entry = held.get(ref);
            if (entry == null) {
                entry = new HeldRef(ref);
                held.put(ref, entry);
            }
            entry.add(hold);
            if (hold != Hold.COVER) touched(entry);
        }
    }

    void drop(RefKey ref, Hold hold) {
        if (isOwn(ref)) {
            OwnedRef own = own(ref);
            own.drop(hold);
            if (!own.needed()) touched(own);
        } else if (!isDead(ref)) {
            HeldRef entry = held.get(ref);
            if (entry == null)
                throw new InvariantViolation("REF-1", "a " + hold + " hold on " + ref + " ended that never began");
            entry.drop(hold);
            touched(entry);
        }
    }

    /** In the table, or somebody else's: whoever brings an own ref that is freed brings nothing. */
    boolean usable(RefKey ref) {
        return isOwn(ref) ? owned.containsKey(ref) : !isDead(ref);
    }

    /** Tells the shell why a ref that came is not {@link #usable}. */
    void unusable(RefKey ref, RefEffects out) {
        if (isOwn(ref)) out.wasFreed(ref);
        else out.ownerDied(ref);
    }

    void touched(Counted ref) {
        if (ref.queued) return;
        ref.queued = true;
        agenda.add(ref);
    }

    void touched(Pending pending) {
        switch (pending) {
            case Counted ref -> touched(ref);
            case Incoming message -> agenda.add(message);
        }
    }

    @Nullable
    Pending nextTouched() {
        Pending next = agenda.poll();
        if (next instanceof Counted ref) ref.queued = false;
        return next;
    }

    boolean quiet() {
        return agenda.isEmpty();
    }
}
