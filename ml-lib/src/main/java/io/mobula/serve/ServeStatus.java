package io.mobula.serve;

import java.util.List;

/**
 * What is served, as the controller last heard of it; figures are of the last ten seconds.
 *
 * @param deployments by name
 */
public record ServeStatus(List<DeploymentStatus> deployments) {
    /** What a deployment is about. */
    public enum State {
        RUNNING,
        /** A first deploy or an update goes on. */
        UPDATING,
        /** Fewer replicas are ready than it should have. */
        DEGRADED,
        REMOVING
    }

    /**
     * @param type the deployed class
     * @param version the one that serves; 0 before the first does
     * @param targetVersion the one that is to serve
     * @param targetReplicas how many are to be ready
     * @param routes paths, with {@code POST}; models as {@code /v2/models/…}
     */
    public record DeploymentStatus(
            String name,
            String type,
            State state,
            long version,
            long targetVersion,
            int targetReplicas,
            List<String> routes,
            Traffic traffic,
            List<ReplicaStatus> replicas) {
        public DeploymentStatus {
            routes = List.copyOf(routes);
            replicas = List.copyOf(replicas);
        }
    }

    /**
     * @param state {@code STARTING}, {@code READY} or {@code DRAINING}
     * @param node the id of its node; empty while it starts
     * @param ongoing requests it runs
     */
    public record ReplicaStatus(String id, long version, String state, String node, int ongoing, Traffic traffic) {}

    /**
     * @param requests since the start
     * @param errors of the user's code, since the start
     * @param p50Millis time in the replica; of a deployment, that of its slowest replica
     * @param p99Millis as p50
     */
    public record Traffic(
            long requests,
            long errors,
            double requestsPerSecond,
            double errorsPerSecond,
            double p50Millis,
            double p99Millis) {
        static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);

        Traffic plus(Traffic other) {
            return new Traffic(
                    requests + other.requests,
                    errors + other.errors,
                    requestsPerSecond + other.requestsPerSecond,
                    errorsPerSecond + other.errorsPerSecond,
                    Math.max(p50Millis, other.p50Millis),
                    Math.max(p99Millis, other.p99Millis));
        }
    }

    public ServeStatus {
        deployments = List.copyOf(deployments);
    }

    /** As a table for a terminal; ends with a line break. */
    public String print() {
        if (deployments.isEmpty()) return "Nothing is deployed.\n";
        var out = new StringBuilder();
        for (DeploymentStatus d : deployments) {
            long ready =
                    d.replicas().stream().filter(r -> r.state().equals("READY")).count();
            out.append("%s  %s  %s  version %d%s  replicas %d/%d%n"
                    .formatted(
                            d.name(),
                            d.state(),
                            d.type(),
                            d.version(),
                            d.targetVersion() == d.version() ? "" : " → " + d.targetVersion(),
                            ready,
                            d.targetReplicas()));
            out.append("  %s%n".formatted(line(d.traffic())));
            if (!d.routes().isEmpty()) out.append("  %s%n".formatted(String.join("  ", d.routes())));
            for (ReplicaStatus r : d.replicas()) {
                out.append("  %-24s v%-4d %-9s %-20s ongoing %-4d %s%n"
                        .formatted(
                                r.id(),
                                r.version(),
                                r.state(),
                                r.node().isEmpty() ? "-" : r.node(),
                                r.ongoing(),
                                line(r.traffic())));
            }
        }
        return out.toString();
    }

    private static String line(Traffic t) {
        return "%.1f req/s  %.1f errors/s  p50 %.1f ms  p99 %.1f ms"
                .formatted(t.requestsPerSecond(), t.errorsPerSecond(), t.p50Millis(), t.p99Millis());
    }
}
