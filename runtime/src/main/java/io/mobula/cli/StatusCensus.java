package io.mobula.cli;

import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.ClusterRun;
import io.mobula.cli.job.Target;

/** Counts nodes by asking for the status; a node that does not answer yet counts nobody. */
record StatusCensus(StatusSource source, ClusterFolder folder) implements ClusterRun.Census {
    @Override
    public int nodesInView(String address, String token) {
        try {
            return source.status(new Target(address, token, folder.ca()))
                    .nodes()
                    .size();
        } catch (RuntimeException notYet) {
            return 0; // The start has its own limit, and says there how many were seen.
        }
    }
}
