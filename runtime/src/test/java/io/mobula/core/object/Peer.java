package io.mobula.core.object;

import io.mobula.api.ObjectId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.CarriedBorrow;
import io.mobula.core.message.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process in a scripted trace: the real core, and a record of all it ordered. Every event is followed by a check of the invariants. */
final class Peer implements RefEffects {
    record Mail(ProcessId to, Message message) {}

    final ProcessId id;
    final References references;
    final List<Mail> mail = new ArrayList<>();
    final List<RefKey> freed = new ArrayList<>();
    final List<RefKey> ownerDied = new ArrayList<>();
    final List<RefKey> wasFreed = new ArrayList<>();
    final List<RefKey> forgotten = new ArrayList<>();
    final List<CopyKey> discarded = new ArrayList<>();
    final List<MessageKey> refused = new ArrayList<>();
    final List<MessageKey> acks = new ArrayList<>();
    final List<Message.Persist> wishes = new ArrayList<>();
    final Map<Long, Integer> persisted = new LinkedHashMap<>();
    final List<Outcome.Stored> fetched = new ArrayList<>();
    final List<Outcome.Stored> located = new ArrayList<>();
    final List<RefKey> lost = new ArrayList<>();
    final List<RefKey> revived = new ArrayList<>();
    final List<RefKey> storedFreed = new ArrayList<>();
    /** What its own store was asked for. */
    final List<CopyKey> asked = new ArrayList<>();

    final List<Long> confirmed = new ArrayList<>();
    final Map<MessageKey, List<CarriedBorrow>> answers = new LinkedHashMap<>();
    final Map<Long, Outcome> resolved = new LinkedHashMap<>();
    private final Map<Long, Outcome> ends = new HashMap<>();

    Peer(int number) {
        id = ProcessId.node(number, 1);
        references = new References(id);
    }

    void tell(RefEvent event) {
        references.handle(event, this);
        references.validate();
    }

    RefKey ref(long run) {
        return new RefKey(new ObjectId(run, run), id, run);
    }

    /** An own ref, held here. */
    RefKey escaped(long run) {
        tell(new RefEvent.Escaped(ref(run)));
        return ref(run);
    }

    static Outcome inline(RefKey... inside) {
        return new Outcome.Inline(SimBytes.FEW, List.of(inside));
    }

    void seal(RefKey ref, RefKey... inside) {
        tell(new RefEvent.Sealed(ref, inline(inside)));
    }

    void drop(RefKey ref) {
        tell(new RefEvent.LocalHoldDropped(ref));
    }

    void hold(RefKey ref) {
        tell(new RefEvent.LocalHoldAdded(ref));
    }

    // Tasks

    void push(long task, Peer to, RefKey... refs) {
        tell(new RefEvent.MessageSent(MessageKey.push(to.id, task, 1), List.of(refs), List.of()));
    }

    void arrives(long task, Peer from, RefKey... refs) {
        tell(new RefEvent.MessageArrived(MessageKey.push(from.id, task, 1), List.of(refs), List.of()));
    }

    void pushArrives(long task, Peer to, RefKey... refs) {
        push(task, to, refs);
        to.arrives(task, this, refs);
    }

    void pushArrives(long task, Peer to, Dependency dependency) {
        var refs = List.of(dependency.ref());
        tell(new RefEvent.MessageSent(MessageKey.push(to.id, task, 1), refs, List.of(dependency)));
        to.tell(new RefEvent.MessageArrived(MessageKey.push(id, task, 1), refs, List.of(dependency)));
    }

    /** The body of a push of {@code owner} ends here, keeps some refs and returns some. */
    void ends(long task, Peer owner, List<RefKey> kept, RefKey... returned) {
        ends.put(task, inline(returned));
        tell(new RefEvent.BodyEnded(MessageKey.push(owner.id, task, 1), kept, inline(returned)));
    }

    boolean mayAnswer(long task, Peer owner) {
        return answers.containsKey(MessageKey.push(owner.id, task, 1));
    }

    boolean mayAck(long task, Peer host) {
        return acks.contains(MessageKey.push(host.id, task, 1));
    }

    /** The answer of a host that may answer comes to this owner. */
    void resultArrives(long task, Peer host, Optional<RefKey> object) {
        var carried = host.answers.get(MessageKey.push(id, task, 1));
        tell(new RefEvent.ResultArrived(host.id, new Message.Result(task, 1, host.ends.get(task), carried, 1), object));
    }

    void resultArrives(long task, Peer host) {
        resultArrives(task, host, Optional.empty());
    }

    void ackArrives(long task, Peer owner) {
        tell(new RefEvent.ResultAckArrived(MessageKey.push(owner.id, task, 1)));
    }

    // Messages about refs

    /** Everything sent to {@code to} so far, in order. */
    void deliver(Peer to) {
        for (Mail next : List.copyOf(mail)) {
            if (!next.to().equals(to.id)) continue;
            mail.remove(next);
            to.tell(new RefEvent.AboutRefsArrived(id, (Message.AboutRefs) next.message()));
        }
    }

    /** There and back: what was sent to the other, and its answers. */
    void talk(Peer other) {
        deliver(other);
        other.deliver(this);
    }

    List<Message> sentTo(Peer to) {
        return mail.stream()
                .filter(next -> next.to().equals(to.id))
                .map(Mail::message)
                .toList();
    }

    void hears(long index, Peer dead) {
        tell(new RefEvent.Died(index, dead.id));
    }

    void settles(long index) {
        tell(new RefEvent.Settled(index));
    }

    // What the core orders

    @Override
    public void send(ProcessId to, Message message) {
        mail.add(new Mail(to, message));
    }

    @Override
    public void free(RefKey ref) {
        freed.add(ref);
    }

    @Override
    public void mayAnswer(MessageKey push, List<CarriedBorrow> carried) {
        answers.put(push, carried);
    }

    @Override
    public void mayAck(MessageKey push) {
        acks.add(push);
    }

    @Override
    public void refused(MessageKey push) {
        refused.add(push);
    }

    @Override
    public void resolved(long token, Outcome outcome) {
        resolved.put(token, outcome);
    }

    @Override
    public void ownerDied(RefKey ref) {
        ownerDied.add(ref);
    }

    @Override
    public void wasFreed(RefKey ref) {
        wasFreed.add(ref);
    }

    @Override
    public void forgotten(RefKey ref) {
        forgotten.add(ref);
    }

    @Override
    public void located(RefKey ref, Outcome.Stored stored) {
        located.add(stored);
    }

    @Override
    public void lost(RefKey ref, Optional<ProcessId> at) {
        lost.add(ref);
    }

    @Override
    public void revived(RefKey ref, Optional<Outcome> known) {
        revived.add(ref);
    }

    @Override
    public void storedFreed(RefKey ref) {
        storedFreed.add(ref);
    }

    @Override
    public void copiesAsked(ProcessId asker, Message.Persist wish) {
        wishes.add(wish);
    }

    @Override
    public void persisted(long token, int copies) {
        persisted.put(token, copies);
    }

    @Override
    public void askFetch(ProcessId asker, Outcome.Stored value) {
        fetched.add(value);
    }

    @Override
    public void askStore(ProcessId asker, CopyKey copy) {
        asked.add(copy);
    }

    @Override
    public void discard(List<CopyKey> copies) {
        discarded.addAll(copies);
    }

    @Override
    public void confirm(long index) {
        confirmed.add(index);
    }
}
