package io.mobula.serve.core;

import io.mobula.serve.core.DeploymentState.Plan;
import io.mobula.serve.core.FleetEffect.DrainReplica;
import io.mobula.serve.core.FleetEffect.KillReplica;
import io.mobula.serve.core.FleetEffect.Reason;
import io.mobula.serve.core.FleetEffect.RetireVersion;
import io.mobula.serve.core.FleetEffect.Settle;
import io.mobula.serve.core.FleetEffect.Settlement;
import io.mobula.serve.core.FleetEffect.StartReplica;
import io.mobula.serve.core.ReplicaState.Phase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of one deployment: the event taken in, then what is there brought closer to what is wanted. Lives for one {@link Fleet#next}. */
final class Rollout {
    /** How long a replica may take to answer what it has. */
    private static final long DRAIN_NANOS = 30_000_000_000L;
    /** The share of an update's replicas that may be starting at once. */
    private static final int SURGE_DIVISOR = 4;

    private final String name;
    private final long nowNanos;
    private final List<FleetEffect> effects;
    private final List<ReplicaState> replicas = new ArrayList<>();
    private final Set<Long> versionsBefore = new LinkedHashSet<>();
    private long nextReplica;

    /** Null: there is no such deployment. */
    private @Nullable Plan wanted;

    private Optional<Plan> served = Optional.empty();
    private long deadlineNanos;
    private boolean removing;
    private Backoff backoff = Backoff.NONE;

    Rollout(String name, Optional<DeploymentState> before, long nextReplica, long nowNanos, List<FleetEffect> effects) {
        this.name = name;
        this.nextReplica = nextReplica;
        this.nowNanos = nowNanos;
        this.effects = effects;
        before.ifPresent(this::load);
    }

    private void load(DeploymentState before) {
        wanted = before.wanted();
        served = before.served();
        deadlineNanos = before.deadlineNanos();
        removing = before.removing();
        backoff = before.backoff();
        replicas.addAll(before.replicas());
        versionsBefore.addAll(versions());
    }

    long nextReplica() {
        return nextReplica;
    }

    void apply(FleetEvent event) {
        switch (event) {
            case FleetEvent.DeployAsked deploy -> deploy(deploy);
            case FleetEvent.RemoveAsked _ -> remove();
            case FleetEvent.ReplicaStarted(String replica) -> {
                if (phase(replica) == Phase.STARTING) move(replica, Phase.READY);
            }
            case FleetEvent.ReplicaEnded ended -> ended(ended);
            case FleetEvent.ReplicaDrained(String replica) -> {
                if (phase(replica) == Phase.DRAINING) kill(replica);
            }
            case FleetEvent.Ticked() -> killThoseThatDrainTooLong();
        }
    }

    private void deploy(FleetEvent.DeployAsked deploy) {
        if (updating()) settle(new Settlement.Failed(Reason.SUPERSEDED, "another deploy of " + name + " followed"));
        if (removing) served = Optional.empty();
        removing = false;
        wanted = deploy.plan();
        deadlineNanos = nowNanos + deploy.timeoutNanos();
        backoff = Backoff.NONE;
    }

    private void remove() {
        if (wanted == null) return;
        if (updating()) settle(new Settlement.Failed(Reason.REMOVED, name + " was removed"));
        removing = true;
    }

    private void ended(FleetEvent.ReplicaEnded ended) {
        ReplicaState replica = find(ended.replica());
        if (replica == null) return;
        replicas.remove(replica);
        if (removing || replica.is(Phase.DRAINING)) return;
        boolean hopeless = ended.end() == FleetEvent.End.FACTORY_FAILED && updating() && isWanted(replica);
        if (hopeless && countWanted(Phase.READY) == 0) {
            fallBack(Reason.FACTORY_FAILED, ended.detail());
        } else {
            backoff = backoff.failed(nowNanos);
        }
    }

    private void killThoseThatDrainTooLong() {
        for (ReplicaState replica : List.copyOf(replicas)) {
            if (replica.is(Phase.DRAINING) && nowNanos - replica.sinceNanos() > DRAIN_NANOS) kill(replica.id());
        }
    }

    /** The version that was to serve does not: what served before is wanted again. */
    private void fallBack(Reason reason, String detail) {
        settle(new Settlement.Failed(reason, detail));
        if (served.isPresent()) wanted = served.get();
        else removing = true;
    }

    Optional<DeploymentState> reconciled() {
        if (wanted == null) return Optional.empty();
        if (updating() && nowNanos - deadlineNanos >= 0) {
            String got = countWanted(Phase.READY) + " of " + wanted.replicas() + " replicas were ready";
            fallBack(Reason.NOT_READY_IN_TIME, got);
        }
        if (removing) endAll();
        else converge(wanted);
        retire();
        if (removing && replicas.isEmpty()) return Optional.empty();
        return Optional.of(new DeploymentState(name, wanted, served, deadlineNanos, removing, backoff, replicas));
    }

    private void endAll() {
        for (ReplicaState replica : List.copyOf(replicas)) end(replica);
    }

    private void converge(Plan plan) {
        int readyNew = countWanted(Phase.READY);
        if (updating() && readyNew >= plan.replicas()) {
            served = Optional.of(plan);
            backoff = Backoff.NONE;
            settle(new Settlement.Serves());
        }
        start(plan, readyNew);
        boolean full = readyNew >= plan.replicas();
        for (ReplicaState replica : List.copyOf(replicas)) {
            if (replica.is(Phase.DRAINING)) continue;
            boolean old = !isWanted(replica);
            if (old && (full || replica.is(Phase.STARTING))) end(replica);
            else if (replica.is(Phase.READY) && old && count(Phase.READY) > Math.max(plan.replicas(), floor()))
                end(replica);
        }
    }

    /** What was ready before an update stays as many until the update is through. */
    private int floor() {
        return served.map(Plan::replicas).orElse(0);
    }

    private void start(Plan plan, int readyNew) {
        if (!backoff.allows(nowNanos)) return;
        int starting = countWanted(Phase.STARTING);
        boolean replaces = count(Phase.READY) > readyNew;
        int atOnce = replaces ? Math.max(1, (plan.replicas() + SURGE_DIVISOR - 1) / SURGE_DIVISOR) : plan.replicas();
        int missing = Math.min(plan.replicas() - readyNew - starting, atOnce - starting);
        for (int i = 0; i < missing; i++) {
            String id = name + "#" + nextReplica++;
            replicas.add(new ReplicaState(id, plan.version(), Phase.STARTING, nowNanos));
            effects.add(new StartReplica(id, name, plan.version()));
        }
    }

    private void end(ReplicaState replica) {
        switch (replica.phase()) {
            case STARTING -> kill(replica.id());
            case READY -> {
                move(replica.id(), Phase.DRAINING);
                effects.add(new DrainReplica(replica.id()));
            }
            case DRAINING -> {}
        }
    }

    private void kill(String replica) {
        replicas.removeIf(r -> r.id().equals(replica));
        effects.add(new KillReplica(replica));
    }

    private void retire() {
        Set<Long> left = versions();
        for (long version : versionsBefore) {
            if (!left.contains(version)) effects.add(new RetireVersion(name, version));
        }
    }

    /** Those of which there is, or may again be, a replica. */
    private Set<Long> versions() {
        var versions = new LinkedHashSet<Long>();
        if (!removing) {
            if (wanted != null) versions.add(wanted.version());
            served.ifPresent(plan -> versions.add(plan.version()));
        }
        for (ReplicaState replica : replicas) versions.add(replica.version());
        return versions;
    }

    private void settle(Settlement settlement) {
        if (wanted != null) effects.add(new Settle(name, wanted.version(), settlement));
    }

    private boolean updating() {
        return wanted != null && !removing && !served.equals(Optional.of(wanted));
    }

    private boolean isWanted(ReplicaState replica) {
        return wanted != null && replica.version() == wanted.version();
    }

    private int countWanted(Phase phase) {
        return (int) replicas.stream().filter(r -> r.is(phase) && isWanted(r)).count();
    }

    private int count(Phase phase) {
        return (int) replicas.stream().filter(r -> r.is(phase)).count();
    }

    private @Nullable ReplicaState find(String replica) {
        return replicas.stream().filter(r -> r.id().equals(replica)).findFirst().orElse(null);
    }

    private @Nullable Phase phase(String replica) {
        ReplicaState found = find(replica);
        return found == null ? null : found.phase();
    }

    private void move(String replica, Phase phase) {
        replicas.replaceAll(r -> r.id().equals(replica) ? r.in(phase, nowNanos) : r);
    }
}
