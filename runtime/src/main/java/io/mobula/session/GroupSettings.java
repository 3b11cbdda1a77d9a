package io.mobula.session;

import io.mobula.api.GroupBuilder;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A placement group as a user describes it, and its reservation. */
record GroupSettings(MobulaSession session, String name, Strategy strategy, List<Demand> each) implements GroupBuilder {
    private static final int MAX_BUNDLES = 10_000;

    static GroupSettings of(MobulaSession session) {
        return new GroupSettings(session, "", Strategy.PACK, List.of());
    }

    @Override
    public GroupBuilder name(String next) {
        if (next.isBlank()) throw new IllegalArgumentException("The name is blank");
        return new GroupSettings(session, next, strategy, each);
    }

    @Override
    public GroupBuilder strategy(Strategy next) {
        return new GroupSettings(session, name, next, each);
    }

    @Override
    public GroupBuilder bundle(Resources resources) {
        return bundles(1, resources);
    }

    @Override
    public GroupBuilder bundles(int count, Resources resources) {
        return bundles(count, Demands.of(resources));
    }

    @Override
    public GroupBuilder bundles(int count, Resources resources, String selector) {
        return bundles(count, Demands.of(resources, RemoteSettings.selector(selector), Selector.ANY));
    }

    private GroupBuilder bundles(int count, Demand demand) {
        if (count < 1) throw new IllegalArgumentException(count + " bundles: there must be one at least");
        if (each.size() + count > MAX_BUNDLES)
            throw new IllegalArgumentException(
                    "A group may have " + MAX_BUNDLES + " bundles, not " + ((long) each.size() + count));
        if (demand.resources().amounts().isEmpty())
            throw new IllegalArgumentException("A bundle of nothing reserves nothing");
        var all = new ArrayList<>(each);
        all.addAll(Collections.nCopies(count, demand));
        return new GroupSettings(session, name, strategy, List.copyOf(all));
    }

    @Override
    public PlacementGroup reserve(Duration atMost) {
        if (each.isEmpty()) throw new IllegalStateException("A group without a bundle: name them with bundle(…)");
        return new Reservation(session.here(), spec()).wait(atMost);
    }

    private GroupSpec spec() {
        MobulaSession here = session.here();
        TaskId id = here.nextLife(Reservation.GROUP_CODE);
        return new GroupSpec(
                new GroupId(id.high(), id.low()),
                here.job(),
                here.engine().self(),
                name,
                GroupSpec.Strategy.valueOf(strategy.name()),
                each);
    }
}
