package io.mobula.core.store;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Free ranges by length, in classes a quarter of a power of two wide; within a class the newest first, for its pages are warm. */
final class Holes {
    /** Holes of the wanted length's own class that are looked at before a longer one is cut. */
    private static final int LOOKED_AT = 16;

    private static final int CLASSES = 256;

    private final @Nullable Hole[] newest = new @Nullable Hole[CLASSES];
    private final BitSet filled = new BitSet(CLASSES);

    void add(Hole hole) {
        int kind = kind(hole.length);
        Hole before = newest[kind];
        hole.older = before;
        hole.newer = null;
        if (before != null) before.newer = hole;
        newest[kind] = hole;
        filled.set(kind);
    }

    void remove(Hole hole) {
        int kind = kind(hole.length);
        if (hole.newer != null) hole.newer.older = hole.older;
        else newest[kind] = hole.older;
        if (hole.older != null) hole.older.newer = hole.newer;
        if (newest[kind] == null) filled.clear(kind);
    }

    /** One that has so much beneath the ceiling: of its own length if there is such a one, else the next longer; after those, any. */
    @Nullable
    Hole find(long length, long ceiling) {
        int own = kind(length);
        Hole found = inClass(own, length, ceiling, LOOKED_AT);
        for (int kind = filled.nextSetBit(own + 1); found == null && kind >= 0; kind = filled.nextSetBit(kind + 1))
            found = inClass(kind, length, ceiling, LOOKED_AT);
        return found != null ? found : inClass(own, length, ceiling, Integer.MAX_VALUE);
    }

    private @Nullable Hole inClass(int kind, long length, long ceiling, int most) {
        int looked = 0;
        for (Hole hole = newest[kind]; hole != null && looked < most; hole = hole.older, looked++)
            if (Math.min(hole.end(), ceiling) - hole.offset >= length) return hole;
        return null;
    }

    long longest(long ceiling) {
        long longest = 0;
        for (int kind = filled.length() - 1; kind >= 0; kind--) {
            for (Hole hole = newest[kind]; hole != null; hole = hole.older)
                longest = Math.max(longest, Math.min(hole.end(), ceiling) - hole.offset);
        }
        return longest;
    }

    /** Grows with the length. */
    static int kind(long length) {
        long units = length / Extents.UNIT_BYTES;
        if (units < 4) return (int) units;
        int power = 63 - Long.numberOfLeadingZeros(units);
        return power * 4 - 4 + (int) (units >>> (power - 2) & 3);
    }
}
