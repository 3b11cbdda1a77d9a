package io.mobula.session;

import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorFactory;
import io.mobula.api.ActorHandle;
import io.mobula.api.resource.Resources;
import io.mobula.api.spi.Body;
import io.mobula.core.directory.ActorSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Options of an actor as a user sets them. */
record ActorSettings(
        RemoteSettings remote, ActorSpec.Policy policy, int maxConcurrency, List<ActorSpec.Lane> groups) {
    private static final int ALWAYS = -1;

    static final ActorSettings DEFAULT = new ActorSettings(
            RemoteSettings.taking(Resources.none()),
            new ActorSpec.Policy(0, 0, Integer.MAX_VALUE, false, 0),
            1,
            List.of());

    /** The default one first. */
    List<ActorSpec.Lane> lanes() {
        var lanes = new ArrayList<ActorSpec.Lane>();
        lanes.add(new ActorSpec.Lane("", maxConcurrency));
        lanes.addAll(groups);
        return lanes;
    }

    String name() {
        return remote.name().orElse("");
    }

    /** A copy on its way to become other settings. */
    private static final class Draft {
        RemoteSettings remote;
        int maxRestarts;
        int maxTaskRetries;
        int maxPendingCalls;
        boolean detached;
        long snapshotNanos;
        int maxConcurrency;
        List<ActorSpec.Lane> groups;

        Draft(ActorSettings old) {
            remote = old.remote;
            maxRestarts = old.policy.maxRestarts();
            maxTaskRetries = old.policy.maxTaskRetries();
            maxPendingCalls = old.policy.maxPendingCalls();
            detached = old.policy.detached();
            snapshotNanos = old.policy.snapshotNanos();
            maxConcurrency = old.maxConcurrency;
            groups = old.groups;
        }

        ActorSettings settings() {
            var policy = new ActorSpec.Policy(maxRestarts, maxTaskRetries, maxPendingCalls, detached, snapshotNanos);
            return new ActorSettings(remote, policy, maxConcurrency, groups);
        }
    }

    /** The fluent face; each method gives a new one. */
    record Builder(MobulaSession session, ActorSettings settings)
            implements ActorBuilder, RemoteSettings.Builder<ActorBuilder> {
        private Builder with(Consumer<Draft> change) {
            var draft = new Draft(settings);
            change.accept(draft);
            return new Builder(session, draft.settings());
        }

        @Override
        public RemoteSettings remote() {
            return settings.remote;
        }

        @Override
        public ActorBuilder with(RemoteSettings next) {
            return with(draft -> draft.remote = next);
        }

        @Override
        public ActorBuilder maxRestarts(int count) {
            int checked = atLeast(ALWAYS, "maxRestarts", count);
            return with(draft -> draft.maxRestarts = checked);
        }

        @Override
        public ActorBuilder maxTaskRetries(int count) {
            int checked = atLeast(0, "maxTaskRetries", count);
            return with(draft -> draft.maxTaskRetries = checked);
        }

        @Override
        public ActorBuilder maxConcurrency(int count) {
            int checked = atLeast(1, "maxConcurrency", count);
            return with(draft -> draft.maxConcurrency = checked);
        }

        @Override
        public ActorBuilder concurrencyGroup(String name, int maxConcurrency) {
            if (name.isBlank()) throw new IllegalArgumentException("The name of a concurrency group is blank");
            int checked = atLeast(1, "maxConcurrency", maxConcurrency);
            var groups = new ArrayList<>(settings.groups);
            groups.removeIf(group -> group.name().equals(name));
            groups.add(new ActorSpec.Lane(name, checked));
            return with(draft -> draft.groups = List.copyOf(groups));
        }

        @Override
        public ActorBuilder maxPendingCalls(int count) {
            int checked = atLeast(1, "maxPendingCalls", count);
            return with(draft -> draft.maxPendingCalls = checked);
        }

        @Override
        public ActorBuilder snapshotEvery(Duration interval) {
            if (interval.isNegative())
                throw new IllegalArgumentException("snapshotEvery cannot be negative: " + interval);
            return with(draft -> draft.snapshotNanos = CellRef.nanos(interval));
        }

        @Override
        public ActorBuilder detached() {
            return with(draft -> draft.detached = true);
        }

        private static int atLeast(int least, String what, int count) {
            if (count < least)
                throw new IllegalArgumentException(what + " is " + count + ": it must be " + least + " or more");
            return count;
        }

        @Override
        public <A> ActorHandle<A> start(ActorFactory<? extends A> factory) {
            return new ActorStart(session.here(), settings, Body.of(factory)).start();
        }

        @Override
        public <A> ActorHandle<A> getOrStart(Class<A> type, ActorFactory<? extends A> factory) {
            if (settings.name().isEmpty())
                throw new IllegalStateException("getOrStart looks for a name: give the actor one with name(…)");
            return new ActorStart(session.here(), settings, Body.of(factory)).getOrStart(type);
        }
    }
}
