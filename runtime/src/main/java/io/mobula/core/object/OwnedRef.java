package io.mobula.core.object;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An own ref that has escaped. */
final class OwnedRef extends Counted {
    /**
     * The last word of a process about its hold (REF-3).
     *
     * @param number of the Borrow or Release it came with; kept after the release, so that an older Borrow cannot revive it
     */
    record Standing(long number, boolean held) {}

    private final Map<ProcessId, Standing> standings = new TreeMap<>();
    private int borrowers;

    Optional<Outcome> outcome = Optional.empty();
    /** Refs in every value this ref was ever sealed with; each is a {@link Hold#CONTAINED}. */
    final List<RefKey> inside = new ArrayList<>();
    /** Processes that wait for the outcome. Empty once sealed. */
    final TreeSet<ProcessId> resolvers = new TreeSet<>();
    /** Waiters of this process. Empty once sealed. */
    final List<Long> tokens = new ArrayList<>();
    /** Who may have bytes: makers, and whoever was told where they are. */
    final Map<ProcessId, TreeSet<CopyKey>> copies = new TreeMap<>();

    OwnedRef(RefKey key) {
        super(key);
    }

    void said(ProcessId process, Standing word) {
        Standing before = standings.get(process);
        if (before != null && word.number() <= before.number()) return;
        standings.put(process, word);
        if (before != null && before.held()) borrowers--;
        if (word.held()) borrowers++;
    }

    void settle(ProcessId dead) {
        Standing last = standings.remove(dead);
        if (last != null && last.held()) borrowers--;
    }

    void copyAt(ProcessId process, Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            copies.computeIfAbsent(process, _ -> new TreeSet<>()).add(stored.copy());
        }
    }

    /** Also while its task has not ended: whoever seals it finds it here. */
    boolean needed() {
        return outcome.isEmpty() || borrowers > 0 || covered() || ownHeld();
    }

    Map<ProcessId, Standing> standings() {
        return standings;
    }

    int borrowers() {
        return borrowers;
    }
}
