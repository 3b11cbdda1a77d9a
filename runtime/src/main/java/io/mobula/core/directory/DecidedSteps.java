package io.mobula.core.directory;

import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Opaque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decisions carried out, as far as they still hold: between decision and entry a node may have died, or have been filled. */
final class DecidedSteps {
    private DecidedSteps() {}

    static void apply(Draft draft, DirectoryEntry.Decided decided, Scene scene) {
        switch (decided) {
            case DirectoryEntry.ActorPlaced placed ->
                waitingActor(draft, placed.actor(), placed.epoch())
                        .filter(actor -> fits(draft, actor.spec(), placed.at(), scene))
                        .ifPresent(actor -> draft.place(actor, placed.at()));
            case DirectoryEntry.ActorWaits waits ->
                waitingActor(draft, waits.actor(), waits.epoch())
                        .filter(actor -> !actor.state().equals(new ActorRecord.Waiting(waits.why())))
                        .ifPresent(actor -> draft.explain(actor, waits.why()));
            case DirectoryEntry.ActorGivenUp given ->
                waitingActor(draft, given.actor(), given.epoch())
                        .ifPresent(actor -> draft.bury(actor, ActorEnd.INFEASIBLE, given.why(), Opaque.EMPTY));
            case DirectoryEntry.GroupPlaced placed ->
                waitingGroup(draft, placed.group(), placed.epoch())
                        .filter(group -> fits(draft, group, placed.nodes(), scene))
                        .ifPresent(group -> draft.place(group, placed.nodes()));
            case DirectoryEntry.GroupWaits waits ->
                waitingGroup(draft, waits.group(), waits.epoch())
                        .filter(group -> !group.state().equals(new GroupRecord.Waiting(waits.why())))
                        .ifPresent(group -> draft.explain(group, waits.why()));
            case DirectoryEntry.GroupGivenUp given ->
                waitingGroup(draft, given.group(), given.epoch())
                        .ifPresent(group -> GroupSteps.remove(draft, group, given.why()));
        }
    }

    private static Optional<ActorRecord> waitingActor(Draft draft, ActorId id, int epoch) {
        return draft.living(id, epoch).filter(actor -> actor.state() instanceof ActorRecord.Waiting);
    }

    private static Optional<GroupRecord> waitingGroup(Draft draft, GroupId id, int epoch) {
        return draft.livingGroup(id, epoch).filter(group -> group.state() instanceof GroupRecord.Waiting);
    }

    private static boolean fits(Draft draft, ActorSpec spec, ProcessId at, Scene scene) {
        Optional<Scene.Site> site = scene.node(at);
        if (site.isEmpty() || !scene.takesNew(at)) return false;
        if (spec.bundle().isEmpty())
            return spec.demand()
                    .fitsIn(Amounts.left(
                            site.get().capacity(), draft.ledger().at(at).demand()));
        BundleId bundle = spec.bundle().get();
        GroupRecord group = draft.view().groups().get(bundle.group());
        return group != null
                && group.state() instanceof GroupRecord.Ready ready
                && ready.nodes().get(bundle.index()).equals(at)
                && spec.demand()
                        .fitsIn(Amounts.left(
                                group.spec().bundles().get(bundle.index()),
                                draft.ledger().in(bundle).demand()));
    }

    private static boolean fits(Draft draft, GroupRecord group, List<ProcessId> nodes, Scene scene) {
        Reservation before = draft.reservation(group.id());
        if (nodes.size() != before.bundles().size()) return false;
        var taken = new TreeMap<ProcessId, Demand>();
        for (int i = 0; i < nodes.size(); i++) {
            Optional<ProcessId> kept = before.node(i);
            if (kept.isPresent() ? !kept.get().equals(nodes.get(i)) : !scene.takesNew(nodes.get(i))) return false;
            Demand demand = group.spec().bundles().get(i);
            taken.merge(nodes.get(i), kept.isPresent() ? Demand.NONE : demand, Amounts::sum);
        }
        for (Map.Entry<ProcessId, Demand> one : taken.entrySet()) {
            Optional<Scene.Site> site = scene.node(one.getKey());
            if (site.isEmpty()) return false;
            Demand left = Amounts.left(
                    site.get().capacity(), draft.ledger().at(one.getKey()).demand());
            if (!one.getValue().fitsIn(left)) return false;
        }
        return true;
    }
}
