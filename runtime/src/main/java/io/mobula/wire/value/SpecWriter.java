package io.mobula.wire.value;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Demand;
import io.mobula.core.task.RetryRule;

/** Names and descriptions of the directory as bytes; {@link SpecReader} reads them. */
record SpecWriter(Encoder out) {
    void process(ProcessId id) {
        out.sink.u8(id.isNode() ? 0 : 1);
        out.sink.i32(id.number());
        out.sink.i32(id.executor());
        out.sink.i32(id.incarnation());
    }

    void ref(RefKey key) {
        out.sink.i64(key.object().high());
        out.sink.i64(key.object().low());
        process(key.owner());
        out.sink.i64(key.run());
    }

    void actor(ActorSpec spec) {
        id(spec.id().high(), spec.id().low());
        process(spec.job());
        process(spec.owner());
        out.sink.u8(spec.handle().isPresent() ? 1 : 0);
        spec.handle().ifPresent(this::ref);
        out.name(spec.namespace());
        out.name(spec.name());
        out.name(spec.type());
        demand(spec.demand());
        out.sink.u8(spec.bundle().isPresent() ? 1 : 0);
        spec.bundle().ifPresent(bundle -> {
            id(bundle.group().high(), bundle.group().low());
            out.sink.count(bundle.index());
        });
        out.sink.count(spec.lanes().size());
        for (ActorSpec.Lane lane : spec.lanes()) {
            out.name(lane.name());
            out.sink.count(lane.limit());
        }
        policy(spec.policy());
    }

    private void policy(ActorSpec.Policy policy) {
        out.sink.i32(policy.maxRestarts());
        out.sink.i32(policy.maxTaskRetries());
        out.sink.i32(policy.maxPendingCalls());
        out.sink.u8(policy.detached() ? 1 : 0);
        out.sink.i64(policy.snapshotNanos());
    }

    void retry(RetryRule rule) {
        out.sink.count(rule.times());
        if (rule.times() == 0) return;
        out.sink.count(rule.types().size());
        rule.types().forEach(out::name);
        out.sink.i64(rule.firstDelayNanos());
        out.sink.f64(rule.factor());
        out.sink.f64(rule.jitter());
        out.sink.i64(rule.atMostNanos());
    }

    void group(GroupSpec spec) {
        id(spec.id().high(), spec.id().low());
        process(spec.job());
        process(spec.owner());
        out.name(spec.name());
        out.name(spec.strategy().name());
        out.sink.count(spec.bundles().size());
        spec.bundles().forEach(this::demand);
    }

    private void demand(Demand demand) {
        out.sink.count(demand.amounts().size());
        for (Demand.Amount amount : demand.amounts()) {
            out.name(amount.resource());
            out.sink.i64(amount.units());
        }
    }

    private void id(long high, long low) {
        out.sink.i64(high);
        out.sink.i64(low);
    }
}
