package io.mobula.sim;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The actors and groups of a run; everybody may call any of them. */
final class SimActors {
    /** The default lane, and one for two calls at once. */
    static final List<ActorSpec.Lane> LANES = List.of(new ActorSpec.Lane("", 1), new ActorSpec.Lane("reads", 2));

    private final SplittableRandom random;
    private final List<ActorSpec> actors = new ArrayList<>();
    private final List<GroupSpec> groups = new ArrayList<>();
    private long ids;

    SimActors(SplittableRandom random) {
        this.random = random;
    }

    ActorSpec actor(ProcessId owner) {
        Optional<BundleId> bundle = Optional.empty();
        if (!groups.isEmpty() && random.nextInt(4) == 0)
            bundle = Optional.of(new BundleId(groups.get(random.nextInt(groups.size())).id(), 0));
        var policy = new ActorSpec.Policy(
                random.nextInt(-1, 4), random.nextInt(3), Integer.MAX_VALUE, random.nextInt(8) == 0, 0);
        long id = ++ids;
        var spec = new ActorSpec(
                new ActorId(id, id),
                owner,
                owner,
                Optional.empty(),
                "default",
                policy.detached() ? "actor-" + id : "",
                "sim.Actor",
                random.nextBoolean() ? Demand.NONE : cpus(random.nextInt(12) == 0 ? 3 : 1),
                bundle,
                LANES,
                policy);
        actors.add(spec);
        return spec;
    }

    GroupSpec group(ProcessId owner) {
        GroupSpec.Strategy[] strategies = GroupSpec.Strategy.values();
        var bundles = new ArrayList<Demand>();
        for (int n = random.nextInt(1, 3); n > 0; n--) bundles.add(cpus(1));
        long id = ++ids;
        var spec = new GroupSpec(
                new GroupId(id, id), owner, owner, "", strategies[random.nextInt(strategies.length)], bundles);
        return spec;
    }

    /** The directory has it: it may be used. */
    void reserved(GroupSpec group) {
        groups.add(group);
    }

    private static Demand cpus(int count) {
        return new Demand(List.of(new Demand.Amount("cpu", (long) count * Demand.UNIT)));
    }

    Optional<ActorSpec> any() {
        return actors.isEmpty() ? Optional.empty() : Optional.of(actors.get(random.nextInt(actors.size())));
    }

    Optional<GroupSpec> anyGroup() {
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups.get(random.nextInt(groups.size())));
    }

    List<ActorSpec> all() {
        return actors;
    }

    List<GroupSpec> allGroups() {
        return groups;
    }
}
