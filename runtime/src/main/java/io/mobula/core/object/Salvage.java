package io.mobula.core.object;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Message.CopyAsked;
import io.mobula.core.message.Outcome;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Finds other bytes of an own value when those it was said to have are missing (REF-12): whoever was told of them may have fetched them. Asks one process after the other, so that no more than one is bound to keep them. */
final class Salvage {
    /** Processes asked for one value; the others would hardly have what these lack. */
    static final int MOST_ASKED = 8;

    /** One value's search. */
    static final class Search {
        final Outcome.Stored missing;
        final ArrayDeque<ProcessId> left = new ArrayDeque<>();

        @Nullable
        ProcessId asked;

        Search(Outcome.Stored missing) {
            this.missing = missing;
        }
    }

    private final RefTable table;
    private final Ownership ownership;

    Salvage(RefTable table, Ownership ownership) {
        this.table = table;
        this.ownership = ownership;
    }

    /** The dead get no frames any more; their borrows stay until the death is settled, their bytes are lost at once. */
    void died(ProcessId dead, RefEffects out) {
        for (OwnedRef own : List.copyOf(table.owned.values())) {
            own.died(dead);
            if (isAt(own, dead)) begin(own, false, out);
            else if (own.search.isPresent() && dead.equals(own.search.get().asked)) askNext(own, out);
        }
    }

    private static boolean isAt(OwnedRef own, ProcessId place) {
        return own.outcome.isPresent()
                && own.outcome.get() instanceof Outcome.Stored stored
                && stored.at().equals(place);
    }

    /** Somebody did not get the bytes there: he may be wrong, so that process is asked first. */
    void missed(CopyKey copy, ProcessId at, RefEffects out) {
        OwnedRef own = table.owned.get(copy.ref());
        if (own == null || own.outcome.isEmpty()) return;
        if (own.outcome.get() instanceof Outcome.Stored stored
                && stored.copy().equals(copy)
                && stored.at().equals(at)) begin(own, true, out);
    }

    private void begin(OwnedRef own, boolean doubted, RefEffects out) {
        var search = new Search((Outcome.Stored) own.outcome.orElseThrow());
        own.outcome = Optional.empty();
        own.search = Optional.of(search);
        ProcessId at = search.missing.at();
        if (doubted) search.left.add(at);
        if (!at.equals(table.self)) search.left.add(table.self);
        for (Map.Entry<ProcessId, SortedSet<CopyKey>> copies : own.copies().entrySet()) {
            ProcessId process = copies.getKey();
            boolean told = copies.getValue().contains(search.missing.copy());
            if (told && !search.left.contains(process) && !process.equals(at) && search.left.size() < MOST_ASKED)
                search.left.add(process);
        }
        askNext(own, out);
    }

    private void askNext(OwnedRef own, RefEffects out) {
        Search search = own.search.orElseThrow();
        search.asked = search.left.poll();
        while (search.asked != null && table.deaths.isDead(search.asked)) search.asked = search.left.poll();
        if (search.asked == null) {
            own.search = Optional.empty();
            out.lost(own.key, Optional.of(search.missing.at()));
        } else if (search.asked.equals(table.self)) {
            out.askStore(table.self, search.missing.copy());
        } else {
            out.send(search.asked, new CopyAsked(search.missing.copy()));
        }
    }

    void told(ProcessId by, CopyKey copy, boolean here, RefEffects out) {
        OwnedRef own = table.owned.get(copy.ref());
        if (own == null || own.search.isEmpty()) return;
        Search search = own.search.get();
        if (!search.missing.copy().equals(copy) || !by.equals(search.asked)) return;
        if (!here) {
            askNext(own, out);
            return;
        }
        own.search = Optional.empty();
        Outcome.Stored missing = search.missing;
        var found = new Outcome.Stored(copy, by, missing.sizeBytes(), missing.inside());
        if (!by.equals(missing.at())) out.located(own.key, found);
        ownership.known(own, found, out); // what is inside is held already
    }
}
