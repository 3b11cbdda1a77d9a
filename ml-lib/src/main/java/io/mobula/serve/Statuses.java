package io.mobula.serve;

import io.mobula.serve.ServeStatus.DeploymentStatus;
import io.mobula.serve.ServeStatus.ReplicaStatus;
import io.mobula.serve.ServeStatus.State;
import io.mobula.serve.ServeStatus.Traffic;
import io.mobula.serve.core.DeploymentState;
import io.mobula.serve.core.FleetState;
import io.mobula.serve.core.ReplicaState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** The controller's state as people see it. */
final class Statuses {
    private Statuses() {}

    static ServeStatus of(FleetState fleet, LongFunction<Optional<Facts>> facts, Map<String, Replica.Report> reports) {
        return new ServeStatus(fleet.deployments().values().stream()
                .map(deployment ->
                        of(deployment, facts.apply(deployment.wanted().version()), reports))
                .toList());
    }

    private static DeploymentStatus of(
            DeploymentState deployment, Optional<Facts> facts, Map<String, Replica.Report> reports) {
        var replicas = new ArrayList<ReplicaStatus>();
        Traffic traffic = Traffic.NONE;
        for (ReplicaState replica : deployment.replicas()) {
            Optional<Replica.Report> report = Optional.ofNullable(reports.get(replica.id()));
            Traffic own = report.map(Replica.Report::traffic).orElse(Traffic.NONE);
            traffic = traffic.plus(own);
            replicas.add(new ReplicaStatus(
                    replica.id(),
                    replica.version(),
                    replica.phase().name(),
                    report.map(Replica.Report::node).orElse(""),
                    report.map(Replica.Report::ongoing).orElse(0),
                    own));
        }
        return new DeploymentStatus(
                deployment.name(),
                facts.map(Facts::type).orElse(""),
                state(deployment),
                deployment.servedVersion().orElse(0),
                deployment.wanted().version(),
                deployment.wanted().replicas(),
                facts.map(Statuses::routes).orElse(List.of()),
                traffic,
                replicas);
    }

    private static State state(DeploymentState deployment) {
        if (deployment.removing()) return State.REMOVING;
        if (deployment.updating()) return State.UPDATING;
        return deployment.ready().size() < deployment.wanted().replicas() ? State.DEGRADED : State.RUNNING;
    }

    private static List<String> routes(Facts facts) {
        var routes = new ArrayList<String>();
        for (Facts.Path route : facts.routes())
            routes.add("POST " + route.path() + (route.batched() ? " (batched)" : ""));
        if (facts.model().isPresent()) routes.add("/v2/models/" + facts.name());
        return routes;
    }
}
