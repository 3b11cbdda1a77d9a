package io.mobula.core.object;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message.CopyWanted;
import io.mobula.core.message.Message.Persist;
import io.mobula.core.message.Message.Persisted;
import io.mobula.core.message.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings own values to several nodes for those who ask for it (REF-13), one node after the other. */
final class Replicas {
    private static final class Wish {
        final ProcessId asker;
        final Persist asked;
        final ArrayDeque<ProcessId> left;
        final TreeSet<ProcessId> have = new TreeSet<>();
        /** Who was asked last, and has not answered. */
        @Nullable
        ProcessId waitsFor;

        Wish(ProcessId asker, Persist asked, List<ProcessId> nodes) {
            this.asker = asker;
            this.asked = asked;
            this.left = new ArrayDeque<>(nodes);
        }
    }

    private final RefTable table;
    private final Map<RefKey, List<Wish>> wishes = new LinkedHashMap<>();
    /** Refs of others whose owners were asked from here. */
    private final Map<Long, RefKey> forwarded = new LinkedHashMap<>();

    Replicas(RefTable table) {
        this.table = table;
    }

    boolean isEmpty() {
        return wishes.isEmpty() && forwarded.isEmpty();
    }

    void persistWanted(RefEvent.PersistWanted wanted, RefEffects out) {
        var wish = new Persist(wanted.ref(), wanted.copies(), wanted.token());
        if (table.isOwn(wanted.ref())) {
            out.copiesAsked(table.self, wish);
        } else if (table.isDead(wanted.ref())) {
            out.persisted(wanted.token(), 0);
        } else {
            forwarded.put(wanted.token(), wanted.ref());
            out.send(wanted.ref().owner(), wish);
        }
    }

    void persisted(Persisted answer, RefEffects out) {
        if (forwarded.remove(answer.number()) != null) out.persisted(answer.number(), answer.copies());
    }

    void copiesWanted(RefEvent.CopiesWanted wanted, RefEffects out) {
        var wish = new Wish(wanted.asker(), wanted.wish(), wanted.nodes());
        OwnedRef own = table.owned.get(wanted.wish().ref());
        if (own == null) {
            answer(wish, 0, out);
            return;
        }
        wishes.computeIfAbsent(own.key, _ -> new ArrayList<>(1)).add(wish);
        goOn(own, wish, out);
    }

    /** Its value is known, perhaps anew. */
    void known(OwnedRef own, RefEffects out) {
        for (Wish wish : List.copyOf(wishes.getOrDefault(own.key, List.of())))
            if (wish.waitsFor == null) goOn(own, wish, out);
    }

    private void goOn(OwnedRef own, Wish wish, RefEffects out) {
        if (own.outcome.isEmpty()) return; // until it is known
        switch (own.outcome.get()) {
            case Outcome.Failed _ -> end(own.key, wish, 0, out);
            case Outcome.Inline _ ->
                end(own.key, wish, wish.asked.copies(), out); // its owner has it, and sends it along
            case Outcome.Stored stored -> askNext(own, wish, stored, out);
        }
    }

    private void askNext(OwnedRef own, Wish wish, Outcome.Stored stored, RefEffects out) {
        if (stored.at().isNode()) wish.have.add(stored.at());
        wish.waitsFor = null;
        while (wish.have.size() < wish.asked.copies() && wish.waitsFor == null && !wish.left.isEmpty()) {
            ProcessId next = wish.left.remove();
            if (!table.deaths.isDead(next) && !wish.have.contains(next)) wish.waitsFor = next;
        }
        if (wish.waitsFor == null) {
            end(own.key, wish, Math.min(wish.have.size(), wish.asked.copies()), out);
            return;
        }
        own.copyAt(wish.waitsFor, stored);
        if (wish.waitsFor.equals(table.self)) out.askFetch(table.self, stored);
        else out.send(wish.waitsFor, new CopyWanted(stored));
    }

    void told(ProcessId by, CopyKey copy, boolean here, RefEffects out) {
        OwnedRef own = table.owned.get(copy.ref());
        if (own == null) return;
        for (Wish wish : List.copyOf(wishes.getOrDefault(own.key, List.of()))) {
            if (!by.equals(wish.waitsFor)) continue;
            boolean counts = here
                    && own.outcome.isPresent()
                    && own.outcome.get() instanceof Outcome.Stored stored
                    && stored.copy().equals(copy);
            if (counts) wish.have.add(by);
            wish.waitsFor = null;
            goOn(own, wish, out);
        }
    }

    void died(ProcessId dead, RefEffects out) {
        for (var each : List.copyOf(wishes.entrySet())) {
            OwnedRef own = table.owned.get(each.getKey());
            for (Wish wish : List.copyOf(each.getValue())) {
                wish.have.remove(dead);
                if (wish.asker.equals(dead)) remove(each.getKey(), wish);
                else if (own != null && dead.equals(wish.waitsFor)) {
                    wish.waitsFor = null;
                    goOn(own, wish, out);
                }
            }
        }
        for (var each : List.copyOf(forwarded.entrySet())) {
            if (!each.getValue().owner().equals(dead)) continue;
            forwarded.remove(each.getKey());
            out.persisted(each.getKey(), 0);
        }
    }

    void freed(RefKey ref, RefEffects out) {
        for (Wish wish : List.copyOf(wishes.getOrDefault(ref, List.of()))) end(ref, wish, 0, out);
    }

    private void end(RefKey ref, Wish wish, int copies, RefEffects out) {
        remove(ref, wish);
        answer(wish, copies, out);
    }

    private void remove(RefKey ref, Wish wish) {
        List<Wish> all = wishes.get(ref);
        if (all != null && all.remove(wish) && all.isEmpty()) wishes.remove(ref);
    }

    private void answer(Wish wish, int copies, RefEffects out) {
        if (wish.asker.equals(table.self)) out.persisted(wish.asked.number(), copies);
        else if (!table.deaths.isDead(wish.asker))
            out.send(wish.asker, new Persisted(wish.asked.ref(), copies, wish.asked.number()));
    }
}
