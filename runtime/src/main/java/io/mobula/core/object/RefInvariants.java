package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.object.HeldRef.Registration;
import io.mobula.core.object.Incoming.Stage;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** The numbered invariants of the package, checked by counting everything anew. */
final class RefInvariants {
    private final RefTable table;
    private final Traffic traffic;
    private final Map<RefKey, EnumMap<Hold, Integer>> counted = new HashMap<>();

    RefInvariants(RefTable table, Traffic traffic) {
        this.table = table;
        this.traffic = traffic;
    }

    void check() {
        require(table.quiet(), "REF-1", "something touched was not reviewed");
        count();
        table.owned.values().forEach(this::checkOwned);
        table.held.values().forEach(this::checkHeld);
        checkNumbers();
        checkDeaths();
        for (RefKey left : counted.keySet()) {
            require(
                    table.isDead(left) || table.owned.containsKey(left) || table.held.containsKey(left),
                    "REF-1",
                    left + " is carried but in no table");
        }
    }

    private void count() {
        for (var refs : traffic.outgoing.values()) count(refs, Hold.PIN);
        for (Incoming message : traffic.incoming.values()) {
            count(message.refs, message.brought);
            count(message.adopted, Hold.ORPHAN);
        }
        for (OwnedRef own : table.owned.values()) count(own.inside, Hold.CONTAINED);
        for (HeldRef held : table.held.values()) count(held.inside(), Hold.COVER);
    }

    private void count(Collection<RefKey> refs, Hold hold) {
        for (RefKey ref : refs)
            counted.computeIfAbsent(ref, _ -> new EnumMap<>(Hold.class)).merge(hold, 1, Integer::sum);
    }

    private void checkCounts(Counted ref) {
        for (Hold hold : Hold.values()) {
            if (hold == Hold.LOCAL) continue;
            int expected =
                    counted.getOrDefault(ref.key, new EnumMap<>(Hold.class)).getOrDefault(hold, 0);
            String id = hold == Hold.CONTAINED ? "REF-5" : "REF-1";
            require(
                    ref.count(hold) == expected,
                    id,
                    ref.key + " counts " + ref.count(hold) + " " + hold + ", there are " + expected);
        }
        require(!ref.gone, "REF-4", ref.key + " has gone and is in the table");
    }

    private void checkOwned(OwnedRef own) {
        checkCounts(own);
        long holders = own.standings().values().stream()
                .filter(OwnedRef.Standing::held)
                .count();
        require(
                holders == own.borrowers(),
                "REF-3",
                own.key + " counts " + own.borrowers() + " borrowers, there are " + holders);
        require(own.needed(), "REF-4", own.key + " is needed by nobody and not freed");
        require(
                own.outcome.isEmpty() || (own.resolvers.isEmpty() && own.tokens.isEmpty()),
                "REF-5",
                own.key + " is sealed and somebody waits");
        require(own.outcome.isEmpty() || own.search.isEmpty(), "REF-12", own.key + " has its value and looks for it");
        for (ProcessId dead : table.deaths.all()) {
            require(
                    !own.resolvers.contains(dead) && !own.copies().containsKey(dead),
                    "REF-6",
                    own.key + " has " + dead + " on its lists");
            require(
                    !table.deaths.allSettled() || !own.standings().containsKey(dead),
                    "REF-8",
                    own.key + " is borrowed by " + dead);
        }
    }

    private void checkHeld(HeldRef ref) {
        checkCounts(ref);
        require(!table.isDead(ref.key) && !table.isOwn(ref.key), "REF-6", ref.key + " is not for this table");
        boolean alone = !ref.covered() || ref.count(Hold.ORPHAN) > 0;
        require(
                !ref.ownHeld() || !alone || ref.registration != Registration.NONE,
                "REF-2",
                ref.key + " is held and neither covered nor registered");
        require(
                ref.registration == Registration.SENT || ref.waiters().isEmpty(),
                "REF-2",
                "somebody waits for " + ref.key + ", which is " + ref.registration);
        if (!ref.ownHeld() && ref.registration != Registration.SENT) {
            boolean givenBack = (ref.covered() && ref.registration != Registration.HELD) || waitsForInside(ref);
            require(givenBack, "REF-4", ref.key + " has no own hold and is not given back");
        }
    }

    private boolean waitsForInside(HeldRef value) {
        return table.held.values().stream().anyMatch(ref -> ref.waiters().contains(value));
    }

    private void checkNumbers() {
        var waiting = new HashSet<Long>();
        for (HeldRef ref : table.held.values()) {
            require(
                    ref.number <= table.numbers.last(),
                    "REF-3",
                    ref.key + " has number " + ref.number + " after " + table.numbers.last());
            if (ref.registration == Registration.SENT) waiting.add(ref.number);
        }
        require(
                waiting.equals(table.numbers.inFlight()),
                "REF-3",
                "in flight are " + table.numbers.inFlight() + ", waited for " + waiting);
    }

    private void checkDeaths() {
        for (Incoming message : traffic.incoming.values()) {
            require(message.stage != Stage.CLOSED, "REF-2", message.key + " is closed and open");
            require(
                    message.orphan() == table.deaths.isDead(message.key.peer()),
                    "REF-6",
                    message.key + " is " + message.brought);
        }
        require(!table.deaths.mayConfirm(table.numbers), "REF-7", "a death is unconfirmed for no reason");
        for (MessageKey key : traffic.outgoing.keySet()) {
            require(
                    !table.deaths.allSettled() || !table.deaths.isDead(key.peer()),
                    "REF-8",
                    key + " is pinned for a settled dead");
        }
    }

    private static void require(boolean holds, String id, String story) {
        if (!holds) throw new InvariantViolation(id, story);
    }
}
