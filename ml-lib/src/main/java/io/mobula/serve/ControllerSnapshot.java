package io.mobula.serve;

import io.mobula.api.ActorHandle;
import io.mobula.serve.core.DeploymentState;
import java.util.List;

/** What a controller must know again after its node died. */
record ControllerSnapshot(
        List<DeploymentState> deployments,
        long nextReplica,
        long nextVersion,
        long table,
        List<Version> versions,
        List<Live> replicas) {
    record Version(long number, Facts facts, ActorHandle<Starter> starter) {}

    record Live(String id, ActorHandle<Replica> handle) {}

    ControllerSnapshot {
        deployments = List.copyOf(deployments);
        versions = List.copyOf(versions);
        replicas = List.copyOf(replicas);
    }
}
