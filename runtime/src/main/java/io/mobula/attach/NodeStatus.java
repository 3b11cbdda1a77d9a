package io.mobula.attach;

import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a node is.
 *
 * @param drivers those it is home to
 * @param certificateEnd until when its certificate is good; empty where it has none
 */
public record NodeStatus(Figures figures, List<HomeDriver> drivers, Optional<Instant> certificateEnd) {
    public NodeStatus {
        drivers = List.copyOf(drivers);
    }

    /**
     * What the node counts itself.
     *
     * @param leaving what a drained node waits for, in words; none of any other
     */
    public record Figures(
            String name,
            ProcessId process,
            String address,
            Duration uptime,
            Cpus cpus,
            Tasks tasks,
            Stored stored,
            Optional<String> leaving) {
        public Figures(
                String name,
                ProcessId process,
                String address,
                Duration uptime,
                Cpus cpus,
                Tasks tasks,
                Stored stored) {
            this(name, process, address, uptime, cpus, tasks, stored, Optional.empty());
        }
    }

    /** In cores. */
    public record Cpus(double used, double total) {}

    public record Tasks(long running, long queued) {}

    /**
     * The object store.
     *
     * @param bytes in memory
     * @param spilledBytes on disk
     */
    public record Stored(long bytes, long capacityBytes, long objects, long spilledBytes) {}

    /**
     * A driver this node speaks for.
     *
     * @param since when this node became its home
     */
    public record HomeDriver(ProcessId process, String name, long pid, Instant since) {}
}
