package io.mobula.core.object;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message.Borrow;
import io.mobula.core.message.Message.BorrowAck;
import io.mobula.core.message.Message.CarriedBorrow;
import io.mobula.core.message.Message.Release;
import io.mobula.core.message.Message.Resolve;
import io.mobula.core.message.Message.Resolved;
import io.mobula.core.message.Outcome;
import io.mobula.core.object.HeldRef.Registration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The holder's side: when a ref of another process is registered with its owner and given back (REF-2 to REF-6). */
final class Holding {
    private final RefTable table;

    Holding(RefTable table) {
        this.table = table;
    }

    /** Something about it has changed: is it to be registered, given back, forgotten? */
    void review(HeldRef ref, RefEffects out) {
        if (ref.gone) return;
        if (ref.ownHeld()) {
            boolean alone = !ref.covered() || ref.count(Hold.ORPHAN) > 0;
            if (alone && ref.registration == Registration.NONE) borrow(ref, out);
        } else if (ref.registration == Registration.SENT) {
            return; // its acknowledgement brings it back here
        } else if (ref.covered()) {
            if (ref.registration == Registration.HELD) release(ref, out);
        } else if (registered(ref.inside(), ref, _ -> false, out)) {
            if (ref.registration == Registration.HELD) release(ref, out);
            leave(ref);
            for (long token : ref.tokens) out.resolved(token, Ownership.freed(ref.key));
            out.forgotten(ref.key);
        }
    }

    private void borrow(HeldRef ref, RefEffects out) {
        ref.registration = Registration.SENT;
        ref.number = table.numbers.nextInFlight();
        out.send(ref.key.owner(), new Borrow(ref.key, ref.number));
    }

    private void release(HeldRef ref, RefEffects out) {
        ref.registration = Registration.NONE;
        ref.number = table.numbers.next();
        out.send(ref.key.owner(), new Release(ref.key, ref.number));
    }

    CarriedBorrow carry(HeldRef ref) {
        ref.registration = Registration.HELD;
        ref.number = table.numbers.next();
        return new CarriedBorrow(ref.key, ref.number);
    }

    private void leave(HeldRef ref) {
        ref.gone = true;
        table.held.remove(ref.key);
        for (RefKey inner : ref.inside()) table.drop(inner, Hold.COVER);
    }

    /**
     * Whether every own hold on what these refs bring is registered: on themselves and on all that may have been decoded from their values. What is not gets its Borrow now, and {@code waiter} is touched when that lands.
     *
     * @param exempt what need not be registered although it is not
     */
    boolean registered(Collection<RefKey> roots, Pending waiter, Predicate<HeldRef> exempt, RefEffects out) {
        if (roots.isEmpty()) return true;
        var missing = new ArrayList<HeldRef>();
        eachWithin(roots, ref -> {
            if (ref.ownHeld() && !ref.registered() && !exempt.test(ref)) missing.add(ref);
        });
        for (HeldRef ref : missing) {
            if (ref.registration == Registration.NONE) borrow(ref, out);
            ref.waits(waiter);
        }
        return missing.isEmpty();
    }

    /** Visits the entries of these refs and of all refs known to lie in their values, each once. */
    void eachWithin(Collection<RefKey> roots, Consumer<HeldRef> visit) {
        var left = new ArrayDeque<>(roots);
        var seen = new HashSet<RefKey>();
        while (!left.isEmpty()) {
            RefKey key = left.poll();
            HeldRef ref = table.held.get(key);
            if (ref == null || !seen.add(key)) continue;
            visit.accept(ref);
            left.addAll(ref.inside());
        }
    }

    /** Its value is known here, so what is inside may be decoded from now on. */
    void learn(RefKey value, List<RefKey> inside) {
        HeldRef ref = table.held.get(value);
        if (ref == null) return;
        for (RefKey inner : inside) {
            if (table.usable(inner) && ref.learn(inner)) table.add(inner, Hold.COVER);
        }
    }

    void acknowledged(BorrowAck ack, RefEffects out) {
        table.numbers.landed(ack.number());
        HeldRef ref = table.held.get(ack.ref());
        if (ref == null || ref.number != ack.number() || ref.registration == Registration.NONE) return;
        switch (ack.standing()) {
            case HELD -> ref.registration = Registration.HELD;
            case FREED -> {
                ref.registration = Registration.REFUSED;
                // All holds may have ended while the Borrow was in flight; then nobody here asks.
                if (ref.ownHeld() || ref.covered()) out.wasFreed(ref.key);
                answer(ref, Ownership.freed(ref.key), out);
            }
        }
        wake(ref);
        table.touched(ref);
    }

    private void wake(HeldRef ref) {
        for (Pending waiter : ref.takeWaiters()) table.touched(waiter);
    }

    void resolveWanted(RefKey key, long token, RefEffects out) {
        HeldRef ref = table.held.get(key);
        if (table.isDead(key)) out.resolved(token, ownerDied(key));
        else if (ref == null || ref.registration == Registration.REFUSED) out.resolved(token, Ownership.freed(key));
        else {
            if (ref.tokens.isEmpty()) out.send(key.owner(), new Resolve(key));
            ref.tokens.add(token);
        }
    }

    void resolved(Resolved resolved, RefEffects out) {
        HeldRef ref = table.held.get(resolved.ref());
        if (ref == null || ref.tokens.isEmpty()) return;
        learn(resolved.ref(), resolved.outcome().refsInside());
        answer(ref, resolved.outcome(), out);
    }

    private static void answer(HeldRef ref, Outcome outcome, RefEffects out) {
        for (long token : ref.tokens) out.resolved(token, outcome);
        ref.tokens.clear();
    }

    /** What the dead owned is OWNER_DIED; what waits for an acknowledgement of the dead waits no more (REF-6). */
    void ownerDied(ProcessId dead, RefEffects out) {
        var lost = new ArrayList<HeldRef>();
        for (Iterator<HeldRef> refs = table.held.values().iterator(); refs.hasNext(); ) {
            HeldRef ref = refs.next();
            if (ref.key.owner().equals(dead)) {
                lost.add(ref);
                refs.remove();
            }
        }
        for (HeldRef ref : lost) {
            leave(ref);
            if (ref.registration == Registration.SENT) table.numbers.landed(ref.number);
            out.ownerDied(ref.key);
            answer(ref, ownerDied(ref.key), out);
            wake(ref);
        }
    }

    private static Outcome ownerDied(RefKey ref) {
        return new Outcome.Failed(new Failure.OwnerDied(ref));
    }
}
