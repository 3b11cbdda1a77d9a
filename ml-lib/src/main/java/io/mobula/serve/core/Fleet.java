package io.mobula.serve.core;

import io.mobula.serve.core.FleetEffect.Forget;
import io.mobula.serve.core.FleetEffect.Publish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which replicas there are to be: starts them, replaces those that end, and rolls from one version to the next.
 *
 * <p>An update starts a quarter of the new replicas at a time, and drains an old one for each new one that is ready. A factory that throws before any replica of its version was ready, or a deadline,
 * brings back the version that served.
 */
public final class Fleet {
    private static final long RESTORED_DEPLOY_NANOS = 120_000_000_000L;

    private Fleet() {}

    /** Pure: the same state, event and time give the same step. */
    public static Step<FleetState, FleetEffect> next(FleetState state, FleetEvent event, long nowNanos) {
        var effects = new ArrayList<FleetEffect>();
        var deployments = new TreeMap<>(state.deployments());
        long nextReplica = state.nextReplica();
        for (String name : concerned(state, event)) {
            var work = new Rollout(name, Optional.ofNullable(deployments.get(name)), nextReplica, nowNanos, effects);
            work.apply(event);
            Optional<DeploymentState> after = work.reconciled();
            nextReplica = work.nextReplica();
            if (after.isPresent()) deployments.put(name, after.get());
            else if (deployments.remove(name) != null) effects.add(new Forget(name));
        }
        var next = new FleetState(deployments, nextReplica);
        if (!ready(state).equals(ready(next)))
            effects.addFirst(new Publish()); // routers hear of it before a replica drains
        return new Step<>(next, effects);
    }

    /** The state of a controller that lived elsewhere, by this process's clock. What was being waited for is waited for anew. */
    public static FleetState restored(List<DeploymentState> deployments, long nextReplica, long nowNanos) {
        var byName = new TreeMap<String, DeploymentState>();
        for (DeploymentState d : deployments) {
            List<ReplicaState> replicas =
                    d.replicas().stream().map(r -> r.in(r.phase(), nowNanos)).toList();
            long deadline = nowNanos + RESTORED_DEPLOY_NANOS;
            byName.put(
                    d.name(),
                    new DeploymentState(
                            d.name(), d.wanted(), d.served(), deadline, d.removing(), Backoff.NONE, replicas));
        }
        return new FleetState(byName, nextReplica);
    }

    private static List<String> concerned(FleetState state, FleetEvent event) {
        return switch (event) {
            case FleetEvent.DeployAsked deploy -> List.of(deploy.deployment());
            case FleetEvent.RemoveAsked remove -> List.of(remove.deployment());
            case FleetEvent.ReplicaStarted started -> holding(state, started.replica());
            case FleetEvent.ReplicaEnded ended -> holding(state, ended.replica());
            case FleetEvent.ReplicaDrained drained -> holding(state, drained.replica());
            case FleetEvent.Ticked() -> List.copyOf(state.deployments().keySet());
        };
    }

    private static List<String> holding(FleetState state, String replica) {
        return state.holding(replica).map(DeploymentState::name).stream().toList();
    }

    /** What routers go by. */
    private static List<String> ready(FleetState state) {
        var ready = new ArrayList<String>();
        for (DeploymentState deployment : state.deployments().values()) {
            ready.add(deployment.name() + " " + deployment.served().map(DeploymentState.Plan::version));
            for (ReplicaState replica : deployment.ready()) ready.add(replica.id());
        }
        return ready;
    }
}
