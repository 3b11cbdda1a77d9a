package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;

/**
 * All that one process knows of references (REF-0 to REF-13): those it owns and let escape, those it holds of others, the open messages that carry them, and the deaths it has handled.
 *
 * <p>A ref that came with a task lives in the host process until the body ends, unless something the table sees keeps it longer: a local hold, a forward that is still open, an own value it lies in, the answer that returns it. What user code keeps past the end unseen may be freed under it; it is then told so, never given another value.
 *
 * <p><b>Thread safety:</b> none; one thread at a time. <b>Cost:</b> a ref in a message is a map look-up at its sending and one at its closing. A death costs a pass over the tables.
 */
public final class References {
    private final RefTable table;
    private final Ownership ownership;
    private final Replicas replicas;
    private final Salvage salvage;
    private final Holding holding;
    private final Traffic traffic;
    private final Story story = new Story();

    /** Declared dead itself: what it says counts for nobody, so it says nothing. */
    private boolean ended;

    public References(ProcessId self) {
        table = new RefTable(self);
        replicas = new Replicas(table);
        ownership = new Ownership(table, replicas);
        salvage = new Salvage(table, ownership);
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
                && traffic.incoming.isEmpty()
                && replicas.isEmpty();
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
            case RefEvent.CopyMissed(CopyKey copy, ProcessId at) -> {
                if (table.isOwn(copy.ref())) salvage.missed(copy, at, out);
                else if (!table.isDead(copy.ref())) out.send(copy.ref().owner(), new Message.CopyMissed(copy, at));
            }
            case RefEvent.CopyTold(CopyKey copy, boolean here) -> told(table.self, copy, here, out);
            case RefEvent.PersistWanted wanted -> replicas.persistWanted(wanted, out);
            case RefEvent.CopiesWanted wanted -> replicas.copiesWanted(wanted, out);
            case RefEvent.Revived(RefKey ref, var known) -> {
                if (table.isOwn(ref)) ownership.revived(ref, known, out);
                else take(new RefEvent.LocalHoldAdded(ref), out);
            }
            case RefEvent.MessageSent sent -> traffic.sent(sent, out);
            case RefEvent.MessageArrived arrived -> {
                if (!isDead(arrived.push().peer())) traffic.arrived(arrived, out);
            }
            case RefEvent.BodyEnded bodyEnded -> traffic.bodyEnded(bodyEnded, out);
            case RefEvent.Bounced(MessageKey push) -> traffic.bounced(push);
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

    /** An answer to whichever question was asked: both are answered by what is there. */
    private void told(ProcessId by, CopyKey copy, boolean here, RefEffects out) {
        salvage.told(by, copy, here, out);
        replicas.told(by, copy, here, out);
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
            case Message.CopyMissed(CopyKey copy, ProcessId at) -> salvage.missed(copy, at, out);
            case Message.CopyAsked(CopyKey copy) -> out.askStore(from, copy);
            case Message.CopyTold(CopyKey copy, boolean here) -> told(from, copy, here, out);
            case Message.CopyWanted(Outcome.Stored value) -> out.askFetch(from, value);
            case Message.Persist persist -> out.copiesAsked(from, persist);
            case Message.Persisted persisted -> replicas.persisted(persisted, out);
        }
    }

    private void died(RefEvent.Died died, RefEffects out) {
        table.deaths.handle(died.index(), died.process());
        ended = died.process().equals(table.self);
        if (ended) return;
        traffic.died(died.process());
        holding.ownerDied(died.process(), out);
        salvage.died(died.process(), out);
        replicas.died(died.process(), out);
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
