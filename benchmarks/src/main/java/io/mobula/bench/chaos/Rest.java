package io.mobula.bench.chaos;

import io.mobula.bench.LocalCluster;
import io.mobula.boot.ActorsService;
import io.mobula.boot.StatusService;
import io.mobula.cli.ClusterStatus;
import io.mobula.cli.cluster.SupervisorState;
import io.mobula.cli.job.ActorSource;
import io.mobula.cli.job.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a cluster without work still holds: it should be nothing. */
final class Rest {
    private final LocalCluster cluster;

    Rest(LocalCluster cluster) {
        this.cluster = cluster;
    }

    /** What is not at rest; empty when all is. */
    List<String> unrest(int drivers) {
        var found = new ArrayList<String>();
        String address = cluster.nodes().getFirst().address();
        ClusterStatus status;
        try {
            var target = new Target(address, cluster.token(), Optional.empty());
            status = new StatusService().status(target);
            List<ActorSource.Actor> actors = new ActorsService().actors(target);
            for (ActorSource.Actor actor : actors)
                if (actor.state() != ActorSource.State.DEAD) found.add("actor " + actor.type() + " " + actor.id());
        } catch (RuntimeException noAnswer) {
            return List.of("no answer: " + noAnswer.getMessage());
        }
        if (status.nodes().size() != cluster.nodes().size())
            found.add(status.nodes().size() + " of " + cluster.nodes().size() + " nodes");
        if (status.drivers().size() != drivers) found.add(status.drivers().size() + " drivers and not " + drivers);
        for (ClusterStatus.Node node : status.nodes()) {
            if (node.uptimeMillis() == 0) found.add(node.name());
            if (node.cpusUsed() != 0) found.add(node.name() + ": " + node.cpusUsed() + " cpus in use");
            if (node.tasksRunning() + node.tasksQueued() > 0)
                found.add(node.name() + ": " + node.tasksRunning() + " tasks run, " + node.tasksQueued() + " wait");
            if (node.storeUsedBytes() > 0) found.add(node.name() + ": " + node.storeUsedBytes() + " bytes of objects");
        }
        return found;
    }

    List<SupervisorState.Node> nodes() {
        return cluster.nodes();
    }
}
