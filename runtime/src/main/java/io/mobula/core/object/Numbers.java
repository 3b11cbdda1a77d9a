package io.mobula.core.object;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The numbers of this process's Borrows and Releases (REF-3), one counter for all refs: it grows for each of them, and a ref may be forgotten and come back without its number being remembered.
 */
final class Numbers {
    private long last;
    /** Ascending, since they are added as they are drawn. */
    private final LinkedHashSet<Long> inFlight = new LinkedHashSet<>();

    long next() {
        return ++last;
    }

    long nextInFlight() {
        inFlight.add(++last);
        return last;
    }

    void landed(long number) {
        inFlight.remove(number);
    }

    boolean inFlightUpTo(long number) {
        return !inFlight.isEmpty() && inFlight.getFirst() <= number;
    }

    long last() {
        return last;
    }

    Set<Long> inFlight() {
        return Collections.unmodifiableSet(inFlight);
    }
}
