package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message.Borrow;
import io.mobula.core.message.Message.BorrowAck;
import io.mobula.core.message.Message.BorrowAck.Standing;
import io.mobula.core.message.Message.CarriedBorrow;
import io.mobula.core.message.Message.Free;
import io.mobula.core.message.Message.Release;
import io.mobula.core.message.Message.Resolve;
import io.mobula.core.message.Message.Resolved;
import io.mobula.core.message.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The owner's side: who holds an own ref, who waits for it, who has bytes of it, and when it is freed (REF-3, REF-4, REF-5). */
final class Ownership {
    private final RefTable table;
    private final Replicas replicas;

    Ownership(RefTable table, Replicas replicas) {
        this.table = table;
        this.replicas = replicas;
    }

    void escaped(RefKey ref) {
        if (!table.isOwn(ref)) throw new InvariantViolation("REF-0", ref + " is not this process's to let escape");
        var entry = new OwnedRef(ref);
        entry.add(Hold.LOCAL);
        if (table.owned.put(ref, entry) != null) throw new InvariantViolation("REF-0", ref + " escaped twice");
    }

    void sealed(RefKey ref, Outcome outcome, RefEffects out) {
        OwnedRef own = table.owned.get(ref);
        if (own == null) {
            nobodyWants(outcome, out); // it was given up before its task had ended
            return;
        }
        if (own.outcome.isPresent()) {
            if (!own.storedOnce) throw new InvariantViolation("REF-5", ref + " was sealed twice");
            dropBytes(outcome, out); // it was revived while the making before came to its end after all
            return;
        }
        own.search = Optional.empty();
        own.storedOnce |= outcome instanceof Outcome.Stored;
        for (RefKey inner : outcome.refsInside()) {
            if (!table.usable(inner)) {
                table.unusable(inner, out);
                continue;
            }
            own.inside.add(inner);
            table.add(inner, Hold.CONTAINED);
        }
        known(own, outcome, out);
    }

    /** It has this outcome from now on: who waits is told. */
    void known(OwnedRef own, Outcome outcome, RefEffects out) {
        own.outcome = Optional.of(outcome);
        if (outcome instanceof Outcome.Stored stored) own.copyAt(stored.at(), stored);
        for (ProcessId resolver : own.resolvers) answer(own, resolver, outcome, out);
        own.resolvers.clear();
        for (long token : own.tokens) out.resolved(token, outcome);
        own.tokens.clear();
        replicas.known(own, out);
    }

    private void nobodyWants(Outcome outcome, RefEffects out) {
        if (outcome instanceof Outcome.Stored stored)
            out.storedFreed(stored.copy().ref());
        dropBytes(outcome, out);
    }

    private void dropBytes(Outcome outcome, RefEffects out) {
        if (!(outcome instanceof Outcome.Stored stored)) return;
        List<CopyKey> copies = List.of(stored.copy());
        if (stored.at().equals(table.self)) out.discard(copies);
        else if (!table.deaths.isDead(stored.at())) out.send(stored.at(), new Free(copies));
    }

    /** For a task that is made again. */
    void revived(RefKey ref, Optional<Outcome> known, RefEffects out) {
        OwnedRef own = table.owned.get(ref);
        if (own != null) {
            own.add(Hold.LOCAL);
            return;
        }
        escaped(ref);
        table.own(ref).storedOnce = true;
        out.revived(ref, known);
        known.ifPresentOrElse(outcome -> sealed(ref, outcome, out), () -> out.lost(ref, Optional.empty()));
    }

    void resolveWanted(RefKey ref, long token, RefEffects out) {
        OwnedRef own = table.owned.get(ref);
        if (own == null) out.resolved(token, freed(ref)); // its last holder here let go of it while he waited
        else if (own.outcome.isPresent()) out.resolved(token, own.outcome.get());
        else own.tokens.add(token);
    }

    void borrow(ProcessId from, Borrow borrow, RefEffects out) {
        OwnedRef own = table.owned.get(borrow.ref());
        if (own != null) own.said(from, new OwnedRef.Standing(borrow.number(), true));
        out.send(from, new BorrowAck(borrow.ref(), borrow.number(), own != null ? Standing.HELD : Standing.FREED));
    }

    /** A Borrow in an answer is not acknowledged: it counts as registered since it was sent. Only if that was not so is there something to say. */
    void carried(ProcessId from, CarriedBorrow borrow, RefEffects out) {
        OwnedRef own = table.owned.get(borrow.ref());
        if (own != null) own.said(from, new OwnedRef.Standing(borrow.number(), true));
        else out.send(from, new BorrowAck(borrow.ref(), borrow.number(), Standing.FREED));
    }

    void release(ProcessId from, Release release) {
        OwnedRef own = table.owned.get(release.ref());
        if (own == null) return;
        own.said(from, new OwnedRef.Standing(release.number(), false));
        table.touched(own);
    }

    void resolve(ProcessId from, Resolve resolve, RefEffects out) {
        OwnedRef own = table.owned.get(resolve.ref());
        if (own == null) out.send(from, new Resolved(resolve.ref(), freed(resolve.ref())));
        else if (own.outcome.isPresent()) answer(own, from, own.outcome.get(), out);
        else if (!own.resolvers.contains(from)) own.resolvers.add(from);
    }

    private static void answer(OwnedRef own, ProcessId resolver, Outcome outcome, RefEffects out) {
        own.copyAt(resolver, outcome);
        out.send(resolver, new Resolved(own.key, outcome));
    }

    static Outcome freed(RefKey ref) {
        return new Outcome.Failed(new Failure.Freed(ref));
    }

    /** Something about it has changed: is it still needed? */
    void review(OwnedRef own, RefEffects out) {
        if (own.gone || own.needed()) return;
        own.gone = true;
        table.owned.remove(own.key);
        out.free(own.key);
        if (own.storedOnce) out.storedFreed(own.key);
        replicas.freed(own.key, out);
        for (Map.Entry<ProcessId, SortedSet<CopyKey>> copy : own.copies().entrySet()) {
            if (!copy.getKey().equals(table.self)) out.send(copy.getKey(), new Free(List.copyOf(copy.getValue())));
        }
        Outcome freed = freed(own.key);
        for (ProcessId resolver : own.resolvers) out.send(resolver, new Resolved(own.key, freed));
        for (long token : own.tokens) out.resolved(token, freed);
        for (RefKey inner : own.inside) table.drop(inner, Hold.CONTAINED);
    }

    void settle() {
        for (OwnedRef own : table.owned.values()) {
            own.settle(table.deaths);
            if (!own.needed()) table.touched(own);
        }
    }
}
