package io.mobula.core.directory;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Nodes for all bundles of one group, or for none. Bundles that have a node keep it; large ones are placed first, for small ones fit in between.
 *
 * <p>Greedy: a PACK or SPREAD group that fills the cluster to the last core may be found not to fit although some arrangement would do; it waits then until there is more room.
 */
final class GroupPlan {
    private final GroupSpec spec;
    private final Rooms rooms;
    private final ProcessId[] nodes;

    /** Of this group, on each node. */
    private final SortedMap<ProcessId, Integer> bundlesAt = new TreeMap<>();

    private GroupPlan(GroupSpec spec, Reservation kept, Rooms rooms) {
        this.spec = spec;
        this.rooms = rooms;
        this.nodes = new ProcessId[spec.bundles().size()];
        for (int i = 0; i < nodes.length; i++) {
            int bundle = i;
            kept.node(i).ifPresent(node -> settle(bundle, node));
        }
    }

    /** @param rooms without what the kept bundles take; changed only if there is a plan */
    static Optional<List<ProcessId>> make(GroupSpec spec, Reservation kept, Rooms rooms) {
        Rooms draft = rooms.copy().from(spec.id().low());
        var plan = new GroupPlan(spec, kept, draft);
        boolean done = switch (spec.strategy()) {
            case STRICT_PACK -> plan.onOneNode();
            case STRICT_SPREAD -> plan.each(plan::onNodeOfItsOwn);
            case SPREAD -> plan.each(plan::onFewestOfGroup);
            case PACK -> (plan.anyLeft() && plan.bundlesAt.isEmpty() && plan.onOneNode()) || plan.each(plan::packed);
        };
        if (!done) return Optional.empty();
        for (int i = 0; i < plan.nodes.length; i++) {
            if (kept.node(i).isPresent()) continue;
            rooms.at(plan.nodes[i]).orElseThrow().take(spec.bundles().get(i));
        }
        return Optional.of(List.of(plan.nodes));
    }

    private interface Choice {
        Optional<Rooms.Room> room(Demand bundle);
    }

    private boolean anyLeft() {
        for (ProcessId node : nodes) if (node == null) return true;
        return false;
    }

    private void settle(int bundle, ProcessId node) {
        nodes[bundle] = node;
        bundlesAt.merge(node, 1, Integer::sum);
    }

    private boolean each(Choice choice) {
        List<Integer> open = IntStream.range(0, nodes.length)
                .filter(i -> nodes[i] == null)
                .boxed()
                .sorted(Comparator.comparingLong(
                        (Integer i) -> -size(spec.bundles().get(i))))
                .toList();
        for (int bundle : open) {
            Demand demand = spec.bundles().get(bundle);
            Optional<Rooms.Room> room = choice.room(demand);
            if (room.isEmpty()) return false;
            room.get().take(demand);
            settle(bundle, room.get().node());
        }
        return true;
    }

    /** Cores count, and what else there is where these are equal. */
    private static long size(Demand demand) {
        long cpus = demand.units("cpu");
        return cpus > 0 ? cpus : demand.amounts().size();
    }

    private boolean onOneNode() {
        var open = new ArrayList<Demand>();
        for (int i = 0; i < nodes.length; i++)
            if (nodes[i] == null) open.add(spec.bundles().get(i));
        Demand all = Amounts.sum(open);
        Optional<Rooms.Room> room = bundlesAt.isEmpty()
                ? rooms.tightest(all, _ -> true)
                : rooms.at(bundlesAt.firstKey()).filter(kept -> kept.holds(all));
        if (room.isEmpty()) return false;
        for (int i = 0; i < nodes.length; i++)
            if (nodes[i] == null) settle(i, room.get().node());
        return true;
    }

    private Optional<Rooms.Room> onNodeOfItsOwn(Demand bundle) {
        return rooms.tightest(bundle, room -> !bundlesAt.containsKey(room.node()));
    }

    private Optional<Rooms.Room> onFewestOfGroup(Demand bundle) {
        int fewest = Integer.MAX_VALUE;
        for (Rooms.Room room : rooms.all()) if (room.holds(bundle)) fewest = Math.min(fewest, count(room));
        int least = fewest;
        return rooms.widest(bundle, room -> count(room) == least);
    }

    /** Beside the group's other bundles; else where the most of them will fit. */
    private Optional<Rooms.Room> packed(Demand bundle) {
        return rooms.tightest(bundle, room -> count(room) > 0).or(() -> rooms.widest(bundle, _ -> true));
    }

    private int count(Rooms.Room room) {
        return bundlesAt.getOrDefault(room.node(), 0);
    }
}
