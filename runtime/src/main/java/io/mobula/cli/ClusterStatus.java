package io.mobula.cli;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A cluster as one of its nodes sees it; also what {@code mobula status --json} prints. */
public record ClusterStatus(String clusterId, List<Node> nodes, List<Driver> drivers) {
    public ClusterStatus {
        nodes = List.copyOf(nodes);
        drivers = List.copyOf(drivers);
    }

    /**
     * One node.
     *
     * @param number its seat in the cluster; with the incarnation, one life of it
     * @param storeSpilledBytes of objects on disk
     * @param leaving what a drained node waits for; empty of any other
     * @param certificateEnd until when its certificate is good; empty where it speaks no TLS
     */
    public record Node(
            String name,
            int number,
            int incarnation,
            String address,
            boolean control,
            double cpusUsed,
            double cpusTotal,
            long storeUsedBytes,
            long storeTotalBytes,
            long storeSpilledBytes,
            long tasksRunning,
            long tasksQueued,
            long uptimeMillis,
            String leaving,
            Optional<Instant> certificateEnd) {}

    /** @param home the name of the node its session hangs on */
    public record Driver(String id, String name, String home, long connectedMillis) {}
}
