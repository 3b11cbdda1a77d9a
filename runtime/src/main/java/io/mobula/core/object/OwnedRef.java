package io.mobula.core.object;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
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

    // Empty for most refs, and then not even maps.
    private Map<ProcessId, Standing> standings = Map.of();
    private Map<ProcessId, SortedSet<CopyKey>> copies = Map.of();
    private int borrowers;

    Optional<Outcome> outcome = Optional.empty();
    /** While another copy of its value is looked for; then it has no outcome. */
    Optional<Salvage.Search> search = Optional.empty();
    /** Its value was in a store, or was freed and may be made again: its lineage is told when it is freed. */
    boolean storedOnce;
    /** Refs in every value this ref was ever sealed with; each is a {@link Hold#CONTAINED}. */
    final List<RefKey> inside = new ArrayList<>(0);
    /** Processes that wait for the outcome. Empty once sealed. */
    final List<ProcessId> resolvers = new ArrayList<>(0);
    /** Waiters of this process. Empty once sealed. */
    final List<Long> tokens = new ArrayList<>(0);

    OwnedRef(RefKey key) {
        super(key);
    }

    void said(ProcessId process, Standing word) {
        Standing before = standings.get(process);
        if (before != null && word.number() <= before.number()) return;
        if (standings.isEmpty()) standings = new TreeMap<>();
        standings.put(process, word);
        if (before != null && before.held()) borrowers--;
        if (word.held()) borrowers++;
    }

    void settle(Deaths deaths) {
        if (standings.isEmpty()) return;
        standings.entrySet().removeIf(standing -> {
            boolean settled = deaths.isDead(standing.getKey());
            if (settled && standing.getValue().held()) borrowers--;
            return settled;
        });
    }

    void copyAt(ProcessId process, Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            if (copies.isEmpty()) copies = new TreeMap<>();
            copies.computeIfAbsent(process, _ -> new TreeSet<>()).add(stored.copy());
        }
    }

    /** Who may have bytes: makers, and whoever was told where they are. */
    Map<ProcessId, SortedSet<CopyKey>> copies() {
        return copies;
    }

    void died(ProcessId process) {
        resolvers.remove(process);
        if (!copies.isEmpty()) copies.remove(process);
    }

    boolean needed() {
        return borrowers > 0 || covered() || ownHeld();
    }

    Map<ProcessId, Standing> standings() {
        return standings;
    }

    int borrowers() {
        return borrowers;
    }
}
