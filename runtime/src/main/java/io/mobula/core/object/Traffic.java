package io.mobula.core.object;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message.CarriedBorrow;
import io.mobula.core.object.HeldRef.Registration;
import io.mobula.core.object.Incoming.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The open messages: what outgoing ones pin (REF-1), what incoming ones brought, and when those may be closed (REF-2). */
final class Traffic {
    private final RefTable table;
    private final Ownership ownership;
    private final Holding holding;

    final Map<MessageKey, List<RefKey>> outgoing = new LinkedHashMap<>();
    final Map<MessageKey, Incoming> incoming = new LinkedHashMap<>();

    Traffic(RefTable table, Ownership ownership, Holding holding) {
        this.table = table;
        this.ownership = ownership;
        this.holding = holding;
    }

    void sent(RefEvent.MessageSent sent, RefEffects out) {
        ProcessId peer = sent.push().peer();
        if (table.deaths.isDead(peer)) {
            out.refused(sent.push());
            return;
        }
        pin(sent.push(), sent.refs());
        for (Dependency dependency : sent.dependencies()) {
            if (table.isOwn(dependency.ref())) table.own(dependency.ref()).copyAt(peer, dependency.outcome());
        }
    }

    private void pin(MessageKey key, List<RefKey> refs) {
        if (outgoing.put(key, refs) != null) throw new InvariantViolation("REF-1", key + " was sent twice");
        for (RefKey ref : refs) table.add(ref, Hold.PIN);
    }

    void unpin(MessageKey key) {
        List<RefKey> refs = outgoing.remove(key);
        if (refs == null) return; // it carried none
        for (RefKey ref : refs) table.drop(ref, Hold.PIN);
    }

    void arrived(RefEvent.MessageArrived arrived, RefEffects out) {
        open(arrived.push(), arrived.refs(), out);
        for (Dependency dependency : arrived.dependencies()) {
            holding.learn(dependency.ref(), dependency.outcome().refsInside());
        }
    }

    private Incoming open(MessageKey key, List<RefKey> brought, RefEffects out) {
        var refs = new ArrayList<RefKey>(brought.size());
        for (RefKey ref : brought) {
            if (table.usable(ref)) refs.add(ref);
            else table.unusable(ref, out);
        }
        var message = new Incoming(key, refs);
        if (incoming.put(key, message) != null) throw new InvariantViolation("REF-1", key + " arrived twice");
        for (RefKey ref : refs) table.add(ref, Hold.COVER);
        return message;
    }

    void bodyEnded(RefEvent.BodyEnded ended, RefEffects out) {
        MessageKey push = ended.push();
        Incoming message = incoming.get(push);
        for (RefKey ref : ended.kept()) {
            if (table.isDead(ref)) out.ownerDied(ref);
            else table.add(ref, Hold.LOCAL);
        }
        boolean answered = !table.deaths.isDead(push.peer());
        if (answered) {
            List<RefKey> pinned = toPin(ended.outcome().refsInside(), message);
            if (!pinned.isEmpty()) pin(push.answer(), pinned);
        }
        if (message != null) end(message);
        else if (answered) out.mayAnswer(push, List.of());
    }

    void bounced(MessageKey push) {
        Incoming message = incoming.get(push);
        if (message == null) return; // it brought nothing
        message.bounced = true;
        end(message);
    }

    /** Of the refs in an answer, all but those of others that came by the very call: the caller's pins on them last until the answer is acknowledged. */
    private List<RefKey> toPin(List<RefKey> returned, @Nullable Incoming call) {
        if (returned.isEmpty() || call == null) return returned;
        var pinned = new ArrayList<RefKey>(returned.size());
        for (RefKey ref : returned) {
            if (table.isOwn(ref) || !call.brings(ref)) pinned.add(ref);
        }
        return pinned;
    }

    void resultArrived(RefEvent.ResultArrived arrived, RefEffects out) {
        MessageKey push = MessageKey.push(
                arrived.from(), arrived.result().task(), arrived.result().push());
        for (CarriedBorrow borrow : arrived.result().kept()) ownership.carried(arrived.from(), borrow, out);
        List<RefKey> inside = arrived.result().outcome().refsInside();
        Incoming message = inside.isEmpty() ? null : open(push.answer(), inside, out);
        if (arrived.object().isPresent()) {
            ownership.sealed(arrived.object().get(), arrived.result().outcome(), out);
        }
        if (message != null) {
            end(message);
        } else {
            out.mayAck(push);
            unpin(push);
        }
    }

    void elementSent(RefEvent.ElementSent sent) {
        List<RefKey> pinned = toPin(sent.inside(), incoming.get(sent.push()));
        if (!pinned.isEmpty()) pin(sent.push().element(sent.index()), pinned);
    }

    void elementArrived(RefEvent.ElementArrived arrived, RefEffects out) {
        open(arrived.element(), arrived.inside(), out);
    }

    /** None is open if its sender was dead before it came. */
    void elementEnded(MessageKey key) {
        Incoming message = incoming.get(key);
        if (message != null) end(message);
    }

    private void end(Incoming message) {
        if (message.stage != Stage.OPEN) throw new InvariantViolation("REF-2", message.key + " ended twice");
        message.become(Stage.ENDED);
        table.touched(message);
    }

    /** Closes an ended message once every own hold on what it brought is registered, or rides in its answer. */
    void review(Incoming message, RefEffects out) {
        if (message.stage != Stage.ENDED) return;
        boolean carries = message.key.kind() == MessageKey.Kind.PUSH && !message.orphan() && !message.bounced;
        if (!holding.registered(message.refs, message, ref -> carries && carriable(message, ref), out)
                || !holding.registered(message.adopted, message, _ -> false, out)) {
            return;
        }
        message.become(Stage.CLOSED);
        incoming.remove(message.key);
        if (!message.orphan()) {
            switch (message.key.kind()) {
                case PUSH -> {
                    if (!message.bounced) out.mayAnswer(message.key, carried(message));
                }
                case RESULT -> {
                    out.mayAck(message.key.question());
                    unpin(message.key.question());
                }
                case ELEMENT -> out.mayAck(message.key);
            }
        }
        for (RefKey ref : message.refs) table.drop(ref, message.brought);
        for (RefKey ref : message.adopted) table.drop(ref, Hold.ORPHAN);
    }

    private static boolean carriable(Incoming message, HeldRef ref) {
        return ref.registration == Registration.NONE
                && ref.key.owner().equals(message.key.peer())
                && message.brings(ref.key);
    }

    private List<CarriedBorrow> carried(Incoming message) {
        var borrows = new ArrayList<CarriedBorrow>(0);
        for (RefKey key : message.refs) {
            HeldRef ref = table.held.get(key);
            if (ref != null && ref.ownHeld() && ref.registration == Registration.NONE) borrows.add(holding.carry(ref));
        }
        return List.copyOf(borrows);
    }

    /** The messages of the dead become orphans, and so does what came in values it owned. Called while the table still knows those values. */
    void died(ProcessId dead) {
        for (Incoming message : incoming.values()) {
            if (message.key.peer().equals(dead)) {
                message.brought = Hold.ORPHAN;
                for (RefKey ref : message.refs) {
                    table.add(ref, Hold.ORPHAN);
                    table.drop(ref, Hold.COVER);
                }
            }
            adoptValuesOf(dead, message);
            if (message.stage == Stage.ENDED) table.touched(message);
        }
    }

    private void adoptValuesOf(ProcessId dead, Incoming message) {
        var roots = new ArrayList<>(message.refs);
        roots.addAll(message.adopted);
        holding.eachWithin(roots, value -> {
            if (!value.key.owner().equals(dead)) return;
            for (RefKey inner : value.inside()) {
                if (!table.isDead(inner) && message.adopted.add(inner)) table.add(inner, Hold.ORPHAN);
            }
        });
    }

    void settle() {
        for (MessageKey key : List.copyOf(outgoing.keySet())) {
            if (table.deaths.isDead(key.peer())) unpin(key);
        }
    }
}
