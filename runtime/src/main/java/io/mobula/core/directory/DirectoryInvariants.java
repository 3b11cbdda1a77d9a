package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import java.util.Optional;
import java.util.TreeMap;

/** The invariants of the directory, by their numbers; see the package. */
public final class DirectoryInvariants {
    private final Directory directory;
    private final Scene scene;

    private DirectoryInvariants(Directory directory, Scene scene) {
        this.directory = directory;
        this.scene = scene;
    }

    /** Throws when one does not hold. */
    public static void validate(Directory directory, Scene scene) {
        var all = new DirectoryInvariants(directory, scene);
        all.namesAndIndexes();
        all.records();
        all.ledger();
        all.tombstones();
    }

    private void namesAndIndexes() {
        var names = new TreeMap<ActorName, ActorId>();
        var waiting = new TreeMap<Long, Subject>();
        var detached = new TreeMap<ProcessId, Integer>();
        for (ActorRecord actor : directory.view().actors().values()) {
            require(actor.isDead() != directory.creations().containsKey(actor.id()), "DIR-8", actor);
            if (actor.isDead()) continue;
            ActorSpec spec = actor.spec();
            if (!spec.name().isEmpty())
                require(names.put(new ActorName(spec.namespace(), spec.name()), spec.id()) == null, "DIR-1", actor);
            if (spec.detached()) detached.merge(spec.job(), 1, Integer::sum);
            if (actor.state() instanceof ActorRecord.Waiting)
                waiting.put(directory.creations().get(actor.id()).queued(), new Subject.OfActor(actor.id()));
        }
        for (GroupRecord group : directory.view().groups().values()) {
            boolean removed = group.state() instanceof GroupRecord.Removed;
            require(removed != directory.reservations().containsKey(group.id()), "DIR-8", group);
            if (group.state() instanceof GroupRecord.Waiting)
                waiting.put(directory.reservations().get(group.id()).queued(), new Subject.OfGroup(group.id()));
        }
        require(names.equals(directory.names()), "DIR-1", directory.names());
        require(waiting.equals(directory.waiting()), "DIR-5", directory.waiting());
        require(detached.equals(directory.detached()), "DIR-10", directory.detached());
        for (ProcessId driver : directory.lingering().keySet())
            require(detached.containsKey(driver) && !scene.lives(driver), "DIR-10", driver);
    }

    private void records() {
        DirectoryView view = directory.view();
        require(view.byVersion().size() == view.actors().size() + view.groups().size(), "DIR-2", view);
        view.byVersion().forEach((version, subject) -> {
            long written = switch (subject) {
                case Subject.OfActor(ActorId id) -> view.actors().get(id).version();
                case Subject.OfGroup(GroupId id) -> view.groups().get(id).version();
            };
            require(written == version && version <= view.version(), "DIR-2", subject);
        });
        for (ActorRecord actor : view.actors().values()) {
            int restarts = actor.spec().policy().maxRestarts();
            require(actor.epoch() >= 1 && (restarts < 0 || actor.epoch() <= restarts + 1), "DIR-4", actor);
            if (!actor.isDead()) living(actor);
        }
        for (GroupRecord group : view.groups().values()) {
            if (!(group.state() instanceof GroupRecord.Removed)) living(group);
        }
    }

    private void living(ActorRecord actor) {
        place(actor).ifPresent(at -> require(scene.node(at).isPresent(), "DIR-7", actor));
        ActorSpec spec = actor.spec();
        boolean jobLives = scene.lives(spec.job()) || directory.lingers(spec.job());
        require(jobLives && (spec.detached() || scene.lives(spec.owner())), "DIR-7", actor);
        spec.bundle()
                .ifPresent(bundle ->
                        require(directory.reservations().containsKey(bundle.group()), "DIR-7", actor));
    }

    private void living(GroupRecord group) {
        Reservation reservation = directory.reservations().get(group.id());
        boolean complete = true;
        for (int i = 0; i < reservation.bundles().size(); i++) {
            Optional<ProcessId> node = reservation.node(i);
            complete &= reservation.bundles().get(i) instanceof Reservation.Reserved;
            node.ifPresent(at -> require(scene.node(at).isPresent(), "DIR-7", group));
            switch (group.state()) {
                case GroupRecord.Placed placed ->
                    require(node.equals(Optional.of(placed.nodes().get(i))), "DIR-6", group);
                case GroupRecord.Ready ready ->
                    require(node.equals(Optional.of(ready.nodes().get(i))), "DIR-6", group);
                case GroupRecord.Waiting _, GroupRecord.Removed _ -> {}
            }
        }
        require(complete == group.state() instanceof GroupRecord.Ready, "DIR-6", group);
        require(scene.lives(group.spec().owner()), "DIR-7", group);
    }

    private void ledger() {
        Ledger sum = Ledger.EMPTY;
        for (ActorRecord actor : directory.view().actors().values()) {
            Optional<ProcessId> at = place(actor);
            if (at.isPresent()) sum = sum.taking(actor.spec(), at.get());
        }
        for (GroupId id : directory.reservations().keySet()) {
            Reservation reservation = directory.reservations().get(id);
            GroupSpec spec = directory.view().groups().get(id).spec();
            for (int i = 0; i < reservation.bundles().size(); i++) {
                Optional<ProcessId> at = reservation.node(i);
                if (at.isPresent()) sum = sum.taking(at.get(), spec.bundles().get(i));
            }
        }
        require(sum.equals(directory.ledger()), "DIR-3", directory.ledger());
        sum.nodes()
                .forEach((node, taken) -> require(
                        taken.demand().fitsIn(scene.node(node).orElseThrow().capacity()), "DIR-9", node));
        for (BundleId bundle : sum.bundles().keySet()) {
            GroupSpec spec = directory.view().groups().get(bundle.group()).spec();
            require(sum.in(bundle).demand().fitsIn(spec.bundles().get(bundle.index())), "DIR-9", bundle);
        }
    }

    private void tombstones() {
        DirectoryView view = directory.view();
        long ended = view.actors().values().stream().filter(ActorRecord::isDead).count()
                + view.groups().values().stream()
                        .filter(group -> group.state() instanceof GroupRecord.Removed)
                        .count();
        require(ended == view.dead().size() && ended <= DirectoryView.TOMBSTONES, "DIR-8", view);
    }

    private static Optional<ProcessId> place(ActorRecord actor) {
        return switch (actor.state()) {
            case ActorRecord.Placed(ProcessId at) -> Optional.of(at);
            case ActorRecord.Alive(ProcessId at) -> Optional.of(at);
            case ActorRecord.Waiting _, ActorRecord.Dead _ -> Optional.empty();
        };
    }

    private static void require(boolean holds, String invariant, Object story) {
        if (!holds) throw new IllegalStateException(invariant + " does not hold: " + story);
    }
}
