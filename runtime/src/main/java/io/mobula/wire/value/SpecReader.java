package io.mobula.wire.value;

import io.mobula.api.ObjectId;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Demand;
import io.mobula.core.task.RetryRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@link SpecWriter} wrote. What no description can be is refused by the records themselves. */
record SpecReader(Decoder in) {
    private static final int LEAST_NAMED_BYTES = 2;

    ProcessId process() {
        int kind = in.source.u8();
        if (kind > 1) throw new Source.Malformed("no kind of process is " + kind);
        return new ProcessId(
                kind == 0 ? ProcessId.Kind.NODE : ProcessId.Kind.DRIVER,
                in.source.i32(),
                in.source.i32(),
                in.source.i32());
    }

    RefKey ref() {
        var object = new ObjectId(in.source.i64(), in.source.i64());
        ProcessId owner = process();
        return new RefKey(object, owner, in.source.i64());
    }

    ActorSpec actor() {
        var id = new ActorId(in.source.i64(), in.source.i64());
        return new ActorSpec(
                id,
                process(),
                process(),
                flag() ? Optional.of(ref()) : Optional.empty(),
                in.name(),
                in.name(),
                in.name(),
                demand(),
                flag() ? Optional.of(new BundleId(groupId(), in.source.count())) : Optional.empty(),
                lanes(),
                policy());
    }

    private boolean flag() {
        return in.source.u8() != 0;
    }

    private List<ActorSpec.Lane> lanes() {
        var lanes = new ArrayList<ActorSpec.Lane>();
        for (int left = in.source.count(LEAST_NAMED_BYTES); left > 0; left--)
            lanes.add(new ActorSpec.Lane(in.name(), in.source.count()));
        return lanes;
    }

    private ActorSpec.Policy policy() {
        return new ActorSpec.Policy(in.source.i32(), in.source.i32(), in.source.i32(), flag(), in.source.i64());
    }

    RetryRule retry() {
        int times = in.source.count();
        if (times == 0) return RetryRule.NONE;
        var types = new ArrayList<String>();
        for (int left = in.source.count(1); left > 0; left--) types.add(in.name());
        return new RetryRule(times, types, in.source.i64(), in.source.f64(), in.source.f64(), in.source.i64());
    }

    GroupSpec group() {
        GroupId id = groupId();
        ProcessId job = process();
        ProcessId owner = process();
        String name = in.name();
        var strategy = GroupSpec.Strategy.valueOf(in.name());
        var bundles = new ArrayList<Demand>();
        for (int left = in.source.count(1); left > 0; left--) bundles.add(demand());
        return new GroupSpec(id, job, owner, name, strategy, bundles);
    }

    private GroupId groupId() {
        return new GroupId(in.source.i64(), in.source.i64());
    }

    private Demand demand() {
        var amounts = new ArrayList<Demand.Amount>();
        for (int left = in.source.count(LEAST_NAMED_BYTES); left > 0; left--)
            amounts.add(new Demand.Amount(in.name(), in.source.i64()));
        return new Demand(amounts);
    }
}
