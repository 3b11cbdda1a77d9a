package io.mobula.core.directory;

import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where waiting actors and groups go: the oldest first, as long as there is room; who does not fit lets later ones pass.
 *
 * <p>An actor in a bundle goes to the bundle's node once the group is ready; any other to the node that has the fewest, among those with room for its demand; of several such to one that its own id chooses, so that
 * actors which follow one another do not all begin on the first node. Groups: see {@link GroupPlan}.
 *
 * <p>Cost: O(waiting × nodes), but demands that were found not to fit are not tried twice in one pass.
 */
public final class DirectoryDecisions {
    /** Placements of one pass, so that an entry stays small; the next pass does the rest. */
    static final int PER_PASS = 256;

    private final Directory directory;
    private final Scene scene;
    private final List<Scene.Site> sites;
    private final Rooms rooms;
    private final List<DirectoryEntry.Decided> decided = new ArrayList<>();
    private final List<Infeasible> infeasible = new ArrayList<>();
    private final Map<Demand, String> obstacles = new HashMap<>();

    /** What actors placed in this pass take of their bundles. */
    private final Map<BundleId, Demand> inBundles = new HashMap<>();

    /** It can never fit into the cluster as it is. */
    public record Infeasible(Subject subject, int epoch, String why) {}

    /** @param infeasible all those that wait in vain */
    public record Decisions(List<DirectoryEntry.Decided> entries, List<Infeasible> infeasible) {}

    private DirectoryDecisions(Directory directory, Scene scene) {
        this.directory = directory;
        this.scene = scene;
        this.sites = scene.nodes();
        this.rooms = Rooms.of(scene, directory.ledger());
    }

    public static Decisions decide(Directory directory, Scene scene) {
        if (directory.waiting().isEmpty()) return new Decisions(List.of(), List.of());
        var pass = new DirectoryDecisions(directory, scene);
        for (Subject subject : directory.waiting().values()) {
            if (pass.decided.size() >= PER_PASS) break;
            switch (subject) {
                case Subject.OfActor actor ->
                    pass.decide(directory.view().actors().get(actor.id()));
                case Subject.OfGroup group ->
                    pass.decide(directory.view().groups().get(group.id()));
            }
        }
        return new Decisions(pass.decided, pass.infeasible);
    }

    private void decide(ActorRecord actor) {
        ActorSpec spec = actor.spec();
        if (spec.bundle().isPresent()) {
            decideInBundle(actor, spec.bundle().get());
            return;
        }
        String obstacle = obstacles.get(spec.demand());
        if (obstacle == null) {
            Optional<Rooms.Room> room = rooms.from(spec.id().low()).leastLoaded(spec.demand());
            if (room.isPresent()) {
                room.get().take(spec.demand());
                placed(actor, room.get().node());
                return;
            }
            obstacle = Feasibility.obstacle(spec.demand(), sites)
                    .orElseGet(() -> "no node has " + spec.demand() + " left beside its other actors and bundles");
            obstacles.put(spec.demand(), obstacle);
        }
        if (Feasibility.obstacle(spec.demand(), sites).isPresent())
            infeasible.add(new Infeasible(new Subject.OfActor(actor.id()), actor.epoch(), obstacle));
        waits(actor, obstacle);
    }

    private void decideInBundle(ActorRecord actor, BundleId bundle) {
        GroupRecord group = directory.view().groups().get(bundle.group());
        if (!(group.state() instanceof GroupRecord.Ready ready)) {
            waits(actor, bundle.group() + " is not reserved yet");
            return;
        }
        if (!scene.takesNew(ready.nodes().get(bundle.index()))) {
            waits(actor, "the node of " + bundle + " is drained");
            return;
        }
        Demand taken = Amounts.sum(directory.ledger().in(bundle).demand(), inBundles.getOrDefault(bundle, Demand.NONE));
        Demand left = Amounts.left(group.spec().bundles().get(bundle.index()), taken);
        Demand demand = actor.spec().demand();
        if (demand.fitsIn(left)) {
            inBundles.merge(bundle, demand, Amounts::sum);
            placed(actor, ready.nodes().get(bundle.index()));
        } else {
            waits(actor, bundle + " has not " + demand + " left beside its other actors");
        }
    }

    private void placed(ActorRecord actor, ProcessId at) {
        decided.add(new DirectoryEntry.ActorPlaced(actor.id(), actor.epoch(), at));
    }

    /** Said once: a text that stays the same is no news to anybody. */
    private void waits(ActorRecord actor, String why) {
        if (!actor.state().equals(new ActorRecord.Waiting(why)))
            decided.add(new DirectoryEntry.ActorWaits(actor.id(), actor.epoch(), why));
    }

    private void decide(GroupRecord group) {
        Optional<List<ProcessId>> nodes =
                GroupPlan.make(group.spec(), directory.reservations().get(group.id()), rooms);
        if (nodes.isPresent()) {
            decided.add(new DirectoryEntry.GroupPlaced(group.id(), group.epoch(), nodes.get()));
            return;
        }
        Optional<String> never = Feasibility.obstacle(group.spec(), sites);
        never.ifPresent(why -> infeasible.add(new Infeasible(new Subject.OfGroup(group.id()), group.epoch(), why)));
        String why = never.orElseGet(() -> "there is no room for all its bundles at once ("
                + group.spec().strategy() + " of " + group.spec().bundles().size() + ", "
                + Amounts.sum(group.spec().bundles()) + " together)");
        if (!group.state().equals(new GroupRecord.Waiting(why)))
            decided.add(new DirectoryEntry.GroupWaits(group.id(), group.epoch(), why));
    }
}
