package io.mobula.serve.core;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All deployments.
 *
 * @param deployments by name
 * @param nextReplica the number of the next replica's id
 */
public record FleetState(SortedMap<String, DeploymentState> deployments, long nextReplica) {
    public static final FleetState EMPTY = new FleetState(new TreeMap<>(), 1);

    public FleetState {
        deployments = Collections.unmodifiableSortedMap(new TreeMap<>(deployments));
    }

    public Optional<DeploymentState> deployment(String name) {
        return Optional.ofNullable(deployments.get(name));
    }

    Optional<DeploymentState> holding(String replica) {
        return deployments.values().stream()
                .filter(d -> d.replicas().stream().anyMatch(r -> r.id().equals(replica)))
                .findFirst();
    }
}
