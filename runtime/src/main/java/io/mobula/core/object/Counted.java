package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.RefKey;

/** A ref in the table, with the number of its holds of each kind. Counted by ordinal: a pin and its end box nothing. */
@SuppressWarnings("EnumOrdinal")
abstract sealed class Counted implements Pending permits OwnedRef, HeldRef {
    private static final int KINDS = Hold.values().length;

    final RefKey key;
    private final int[] counts = new int[KINDS];

    /** The sum of all counts but that of {@link Hold#COVER}. */
    private int ownHolds;

    /** In the agenda already. */
    boolean queued;
    /** Out of the table; what still names it has nothing to do. */
    boolean gone;

    Counted(RefKey key) {
        this.key = key;
    }

    final void add(Hold hold) {
        counts[hold.ordinal()]++;
        if (hold != Hold.COVER) ownHolds++;
    }

    final void drop(Hold hold) {
        if (counts[hold.ordinal()] == 0) {
            throw new InvariantViolation("REF-1", "a " + hold + " hold on " + key + " ended that never began");
        }
        counts[hold.ordinal()]--;
        if (hold != Hold.COVER) ownHolds--;
    }

    final int count(Hold hold) {
        return counts[hold.ordinal()];
    }

    final boolean covered() {
        return count(Hold.COVER) > 0;
    }

    /** A hold of this process that nobody else stands for. */
    final boolean ownHeld() {
        return ownHolds > 0;
    }
}
