package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import org.pcollections.TreePMap;

/** The indexes of a directory, from its records. */
final class Restoring {
    private final DirectoryView view;
    private final TreePMap<ActorId, Creation> creations;
    private final TreePMap<GroupId, Reservation> reservations;
    private TreePMap<ActorName, ActorId> names = TreePMap.empty();
    private TreePMap<Long, Subject> waiting = TreePMap.empty();
    private TreePMap<ProcessId, Integer> detached = TreePMap.empty();
    private Ledger ledger = Ledger.EMPTY;

    Restoring(
            DirectoryView view, TreePMap<ActorId, Creation> creations, TreePMap<GroupId, Reservation> reservations) {
        this.view = view;
        this.creations = creations;
        this.reservations = reservations;
        view.actors().values().forEach(this::index);
        view.groups().values().forEach(this::index);
    }

    Directory directory(TreePMap<ProcessId, Boolean> lingering, Refusals refusals) {
        return new Directory(
                view, creations, reservations, names, waiting, ledger, detached, lingering, refusals);
    }

    private void index(ActorRecord actor) {
        if (actor.isDead()) return;
        ActorSpec spec = actor.spec();
        if (!spec.name().isEmpty()) names = names.plus(new ActorName(spec.namespace(), spec.name()), spec.id());
        if (spec.detached()) detached = detached.plus(spec.job(), detached.getOrDefault(spec.job(), 0) + 1);
        switch (actor.state()) {
            case ActorRecord.Waiting _ ->
                waiting = waiting.plus(creations.get(spec.id()).queued(), new Subject.OfActor(spec.id()));
            case ActorRecord.Placed(ProcessId at) -> ledger = ledger.taking(spec, at);
            case ActorRecord.Alive(ProcessId at) -> ledger = ledger.taking(spec, at);
            case ActorRecord.Dead _ -> {}
        }
    }

    private void index(GroupRecord group) {
        Reservation reservation = reservations.get(group.id());
        if (reservation == null) return;
        for (int i = 0; i < reservation.bundles().size(); i++) {
            var node = reservation.node(i);
            if (node.isPresent()) ledger = ledger.taking(node.get(), group.spec().bundles().get(i));
        }
        if (group.state() instanceof GroupRecord.Waiting)
            waiting = waiting.plus(reservation.queued(), new Subject.OfGroup(group.id()));
    }
}
