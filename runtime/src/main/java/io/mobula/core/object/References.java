package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;

/**
 * All that one process knows of references (REF-0 to REF-10): those it owns and let escape, those it holds of others, the open messages that carry them, and the deaths it has handled.
 *
 * <p>A ref that came with a task lives in the host process until the body ends, unless something the table sees keeps it longer: a local hold, a forward that is still open, an own value it lies in, the answer that returns it. What user code keeps past the end unseen may be freed under it; it is then told so, never given another value.
 *
 * <p><b>Thread safety:</b> none; one thread at a time. <b>Cost:</b> a ref in a message is a map look-up at its sending and one at its closing. A death costs a pass over the tables.
 */
public final class References {
    private final RefTable table;
    private final Ownership ownership;
    private final Holding holding;
    private final Traffic traffic;
    private final Story story = new Story();

    /** Declared dead itself: what it says counts for nobody, so it says nothing. */
    private boolean ended;

    public References(ProcessId self) {
        table = new RefTable(self);
        ownership = new Ownership(table);
        holding = new Holding(table);
        traffic = new Traffic(table, ownership, holding);
    }

    /** Takes one fact in; all that follows from it has been ordered when this returns. */
    public void handle(RefEvent event, RefEffects out) {
        if (ended) return;
        story.add(event);
        try {
            take(event, out);
            if (ended) return;
            reviewAll(out);
            if (event instanceof RefEvent.Died) table.deaths.handledUpTo(table.numbers.last());
            if (table.deaths.mayConfirm(table.numbers)) out.confirm(table.deaths.confirm());
        } catch (InvariantViolation violation) {
            throw story.of(violation, table.self);
        }
    }

    /** Checks every numbered invariant of the package; costs a pass over all tables. */
    public void validate() {
        if (ended) return;
        try {
            new RefInvariants(table, traffic).check();
        } catch (InvariantViolation violation) {
            throw story.of(violation, table.self);
        }
    }

    /** Whether this own ref is in the table. */
    public boolean owns(RefKey ref) {
        return table.owned.containsKey(ref);
    }

    /** Nothing is held, owned or open. */
    public boolean isEmpty() {
        if (ended) return true;
        return table.owned.isEmpty()
                && table.held.isEmpty()
                && traffic.outgoing.isEmpty()
                && traffic.incoming.isEmpty();
    }

    @Override
    public String toString() {
        return table.self + " owns " + table.owned.keySet() + ", has " + table.held.keySet() + ", sent "
                + traffic.outgoing.keySet() + ", got " + traffic.incoming.keySet();
    }

    private void take(RefEvent event, RefEffects out) {
        switch (event) {
            case RefEvent.Escaped escaped -> ownership.escaped(escaped.ref());
            case RefEvent.LocalHoldAdded added -> {
                if (table.isDead(added.ref())) out.ownerDied(added.ref());
                else table.add(added.ref(), Hold.LOCAL);
            }
            case RefEvent.LocalHoldDropped dropped -> table.drop(dropped.ref(), Hold.LOCAL);
            case RefEvent.ResolveWanted wanted -> {
                if (table.isOwn(wanted.ref())) ownership.resolveWanted(wanted.ref(), wanted.token(), out);
                else holding.resolveWanted(wanted.ref(), wanted.token(), out);
            }
            case RefEvent.Sealed sealed -> ownership.sealed(sealed.ref(), sealed.outcome(), out);
            case RefEvent.CopyLost lost -> ownership.copyLost(lost.ref());
            case RefEvent.MessageSent sent -> traffic.sent(sent, out);
            case RefEvent.MessageArrived arrived -> {
                if (!isDead(arrived.push().peer())) traffic.arrived(arrived, out);
            }
            case RefEvent.BodyEnded bodyEnded -> traffic.bodyEnded(bodyEnded, out);
            case RefEvent.ResultArrived arrived -> {
                if (!isDead(arrived.from())) traffic.resultArrived(arrived, out);
            }
            case RefEvent.AnswerArrived arrived -> {
                if (!isDead(arrived.push().peer())) traffic.unpin(arrived.push());
            }
            case RefEvent.ResultAckArrived arrived -> {
                if (!isDead(arrived.push().peer())) traffic.unpin(arrived.push().answer());
            }
            case RefEvent.ElementSent sent -> {
                if (!isDead(sent.push().peer())) traffic.elementSent(sent);
            }
            case RefEvent.ElementArrived arrived -> {
                if (!isDead(arrived.element().peer())) traffic.elementArrived(arrived, out);
            }
            case RefEvent.ElementEnded over -> traffic.elementEnded(over.element());
            case RefEvent.KeptArrived arrived -> {
                if (!isDead(arrived.element().peer())) traffic.unpin(arrived.element());
            }
            case RefEvent.AboutRefsArrived arrived -> {
                if (!isDead(arrived.from())) take(arrived.from(), arrived.message(), out);
            }
            case RefEvent.Died died -> died(died, out);
            case RefEvent.Settled settled -> {
                table.deaths.settle(settled.index());
                ownership.settle();
                traffic.settle();
            }
        }
    }

    private boolean isDead(ProcessId peer) {
        return table.deaths.isDead(peer);
    }

    private void take(ProcessId from, Message.AboutRefs message, RefEffects out) {
        switch (message) {
            case Message.Borrow borrow -> ownership.borrow(from, borrow, out);
            case Message.BorrowAck ack -> holding.acknowledged(ack, out);
            case Message.Release release -> ownership.release(from, release);
            case Message.Resolve resolve -> ownership.resolve(from, resolve, out);
            case Message.Resolved resolved -> holding.resolved(resolved, out);
            case Message.Free free -> out.discard(free.copies());
        }
    }

    private void died(RefEvent.Died died, RefEffects out) {
        table.deaths.handle(died.index(), died.process());
        ended = died.process().equals(table.self);
        if (ended) return;
        traffic.died(died.process());
        holding.ownerDied(died.process(), out);
        ownership.died(died.process());
    }

    private void reviewAll(RefEffects out) {
        for (Pending next = table.nextTouched(); next != null; next = table.nextTouched()) {
            switch (next) {
                case OwnedRef own -> ownership.review(own, out);
                case HeldRef held -> holding.review(held, out);
                case Incoming message -> traffic.review(message, out);
            }
        }
    }
}
