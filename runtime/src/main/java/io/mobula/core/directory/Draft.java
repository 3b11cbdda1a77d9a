package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Opaque;
import java.util.List;
import java.util.Optional;
import org.pcollections.TreePMap;

/** A directory in the making: what one entry does, with all that follows from it. Keeps the indexes true to the records. Confined to the entry. */
final class Draft {
    private final Directory base;
    private DirectoryView view;
    private TreePMap<ActorId, Creation> creations;
    private TreePMap<GroupId, Reservation> reservations;
    private TreePMap<ActorName, ActorId> names;
    private TreePMap<Long, Subject> waiting;
    private Ledger ledger;
    private TreePMap<ProcessId, Integer> detached;
    private TreePMap<ProcessId, Boolean> lingering;
    private Refusals refusals;

    Draft(Directory base) {
        this.base = base;
        view = base.view();
        creations = base.creations();
        reservations = base.reservations();
        names = base.names();
        waiting = base.waiting();
        ledger = base.ledger();
        detached = base.detached();
        lingering = base.lingering();
        refusals = base.refusals();
    }

    /** As it was before the entry. */
    Directory base() {
        return base;
    }

    Directory build() {
        return new Directory(
                view, creations, reservations, names, waiting, ledger, detached, lingering, refusals);
    }

    DirectoryView view() {
        return view;
    }

    Ledger ledger() {
        return ledger;
    }

    /** The actor, if it is in this epoch and not dead. */
    Optional<ActorRecord> living(ActorId id, int epoch) {
        return view.actor(id).filter(actor -> actor.epoch() == epoch && !actor.isDead());
    }

    Optional<GroupRecord> livingGroup(GroupId id, int epoch) {
        return view.group(id).filter(group -> group.epoch() == epoch && reservations.containsKey(id));
    }

    Creation creation(ActorId living) {
        return creations.get(living);
    }

    Reservation reservation(GroupId living) {
        return reservations.get(living);
    }

    Optional<ActorId> named(ActorName name) {
        return Optional.ofNullable(names.get(name));
    }

    Optional<DirectoryReply> refusal(Subject subject) {
        return refusals.of(subject);
    }

    DirectoryReply refuse(Subject subject, DirectoryReply reply) {
        refusals = refusals.with(subject, reply);
        return reply;
    }

    boolean lingers(ProcessId job) {
        return lingering.containsKey(job);
    }

    /** @return whether a detached actor of the job lives, so that the job goes on */
    boolean linger(ProcessId driver) {
        if (!detached.containsKey(driver)) return false;
        lingering = lingering.plus(driver, true);
        return true;
    }

    ActorRecord add(ActorSpec spec, Opaque factory, String why) {
        var record = new ActorRecord(spec, nextVersion(), 1, new ActorRecord.Waiting(why));
        view = view.with(record);
        creations = creations.plus(spec.id(), new Creation(factory, 0, Opaque.EMPTY, record.version()));
        waiting = waiting.plus(record.version(), new Subject.OfActor(spec.id()));
        if (!spec.name().isEmpty()) names = names.plus(new ActorName(spec.namespace(), spec.name()), spec.id());
        if (spec.detached()) detached = detached.plus(spec.job(), detached.getOrDefault(spec.job(), 0) + 1);
        return record;
    }

    void saved(ActorId id, long number, Opaque state) {
        creations = creations.plus(id, creation(id).saved(number, state));
    }

    void place(ActorRecord actor, ProcessId at) {
        waiting = waiting.minus(creation(actor.id()).queued());
        ledger = ledger.taking(actor.spec(), at);
        put(actor, actor.epoch(), new ActorRecord.Placed(at));
    }

    void alive(ActorRecord actor, ProcessId at) {
        put(actor, actor.epoch(), new ActorRecord.Alive(at));
    }

    void explain(ActorRecord waitingActor, String why) {
        put(waitingActor, waitingActor.epoch(), new ActorRecord.Waiting(why));
    }

    /** Its next life; it has none if there is no restart left. */
    void endLife(ActorRecord actor, ActorEnd cause, String detail) {
        int restarts = actor.spec().policy().maxRestarts();
        if (restarts >= 0 && actor.epoch() > restarts) {
            bury(actor, cause, detail, Opaque.EMPTY);
            return;
        }
        leave(actor);
        long place = nextVersion();
        creations = creations.plus(actor.id(), creation(actor.id()).queuedAt(place));
        waiting = waiting.plus(place, new Subject.OfActor(actor.id()));
        view = view.with(new ActorRecord(
                actor.spec(), place, actor.epoch() + 1, new ActorRecord.Waiting("it is restarted: " + detail)));
    }

    /** Ends it for good; with the last detached actor of a dead driver's job the job ends, and all that is left of it. */
    void bury(ActorRecord actor, ActorEnd cause, String detail, Opaque failure) {
        leave(actor);
        ActorSpec spec = actor.spec();
        creations = creations.minus(spec.id());
        if (!spec.name().isEmpty()) names = names.minus(new ActorName(spec.namespace(), spec.name()));
        put(actor, actor.epoch(), new ActorRecord.Dead(cause, detail, Directory.bounded(failure)));
        if (!spec.detached()) return;
        int left = detached.getOrDefault(spec.job(), 0) - 1;
        detached = left == 0 ? detached.minus(spec.job()) : detached.plus(spec.job(), left);
        if (left == 0 && lingering.containsKey(spec.job())) {
            lingering = lingering.minus(spec.job());
            DeathSteps.jobEnded(this, spec.job(), "the last detached actor of its job has ended");
        }
    }

    private void leave(ActorRecord actor) {
        switch (actor.state()) {
            case ActorRecord.Waiting _ -> waiting = waiting.minus(creation(actor.id()).queued());
            case ActorRecord.Placed(ProcessId at) -> ledger = ledger.givingBack(actor.spec(), at);
            case ActorRecord.Alive(ProcessId at) -> ledger = ledger.givingBack(actor.spec(), at);
            case ActorRecord.Dead _ -> throw new IllegalStateException(actor.id() + " ends a second time");
        }
    }

    private void put(ActorRecord actor, int epoch, ActorRecord.State state) {
        view = view.with(new ActorRecord(actor.spec(), nextVersion(), epoch, state));
    }

    GroupRecord add(GroupSpec spec, String why) {
        var record = new GroupRecord(spec, nextVersion(), 1, new GroupRecord.Waiting(why));
        view = view.with(record);
        reservations = reservations.plus(
                spec.id(), Reservation.none(spec.bundles().size(), record.version()));
        waiting = waiting.plus(record.version(), new Subject.OfGroup(spec.id()));
        return record;
    }

    /** What the ledger holds for bundles that keep their node stays in it. */
    void place(GroupRecord group, List<ProcessId> nodes) {
        Reservation before = reservation(group.id());
        waiting = waiting.minus(before.queued());
        for (int i = 0; i < nodes.size(); i++) {
            if (before.node(i).isEmpty())
                ledger = ledger.taking(nodes.get(i), group.spec().bundles().get(i));
        }
        reservations = reservations.plus(group.id(), Reservation.at(nodes, before.queued()));
        put(group, group.epoch(), new GroupRecord.Placed(nodes));
    }

    void reserved(GroupRecord group, int bundle, List<ProcessId> nodes) {
        Reservation now = reservation(group.id()).reserved(bundle);
        reservations = reservations.plus(group.id(), now);
        if (now.complete()) put(group, group.epoch(), new GroupRecord.Ready(nodes));
    }

    void explain(GroupRecord waitingGroup, String why) {
        put(waitingGroup, waitingGroup.epoch(), new GroupRecord.Waiting(why));
    }

    /** Its bundles on the dead node are homeless, so the whole group is placed again. */
    void displace(GroupRecord group, ProcessId dead, String why) {
        Reservation before = reservation(group.id());
        for (int i = 0; i < before.bundles().size(); i++) {
            if (before.node(i).equals(Optional.of(dead)))
                ledger = ledger.givingBack(dead, group.spec().bundles().get(i));
        }
        if (group.state() instanceof GroupRecord.Waiting) waiting = waiting.minus(before.queued());
        long place = nextVersion();
        reservations = reservations.plus(group.id(), before.without(dead, place));
        waiting = waiting.plus(place, new Subject.OfGroup(group.id()));
        view = view.with(new GroupRecord(group.spec(), place, group.epoch() + 1, new GroupRecord.Waiting(why)));
    }

    void remove(GroupRecord group, String why) {
        Reservation before = reservation(group.id());
        if (group.state() instanceof GroupRecord.Waiting) waiting = waiting.minus(before.queued());
        for (int i = 0; i < before.bundles().size(); i++) {
            Optional<ProcessId> at = before.node(i);
            if (at.isPresent())
                ledger = ledger.givingBack(at.get(), group.spec().bundles().get(i));
        }
        reservations = reservations.minus(group.id());
        put(group, group.epoch(), new GroupRecord.Removed(why));
    }

    private void put(GroupRecord group, int epoch, GroupRecord.State state) {
        view = view.with(new GroupRecord(group.spec(), nextVersion(), epoch, state));
    }

    private long nextVersion() {
        return view.version() + 1;
    }
}
