package io.mobula.serve.core;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One deployment: the plan that is to serve, the one that does, and the replicas of both.
 *
 * @param name unique among the living
 * @param wanted what is to serve in the end
 * @param served the last plan that served in full; while it is not {@code wanted}, an update goes on. Empty for a first deploy that has not been settled.
 * @param deadlineNanos when the update fails if it is not settled; without meaning outside an update
 * @param removing nothing is started any more, and what is there drains
 * @param replicas oldest first
 */
public record DeploymentState(
        String name,
        Plan wanted,
        Optional<Plan> served,
        long deadlineNanos,
        boolean removing,
        Backoff backoff,
        List<ReplicaState> replicas) {
    /**
     * A version of a deployment.
     *
     * @param version unique for the life of the controller, and increasing
     * @param replicas how many are to be ready
     */
    public record Plan(long version, int replicas) {
        public Plan {
            if (replicas < 1) throw new IllegalArgumentException("a plan for " + replicas + " replicas");
        }
    }

    public DeploymentState {
        replicas = List.copyOf(replicas);
    }

    /** A first deploy or a later one has not been settled. */
    public boolean updating() {
        return !removing && !served.equals(Optional.of(wanted));
    }

    public OptionalLong servedVersion() {
        return served.isPresent() ? OptionalLong.of(served.get().version()) : OptionalLong.empty();
    }

    /** Replicas of any version that take requests. */
    public List<ReplicaState> ready() {
        return replicas.stream().filter(r -> r.is(ReplicaState.Phase.READY)).toList();
    }
}
