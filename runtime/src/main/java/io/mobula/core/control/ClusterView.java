package io.mobula.core.control;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.List;
import java.util.Optional;

/**
 * Who is in the cluster, as the control log has it. A hint for placement; no invariant depends on how fresh it is.
 *
 * @param version grows with every change
 * @param nodes the living, sorted by id
 * @param draining those of them that take nothing new
 */
public record ClusterView(long version, List<Node> nodes, List<Draining> draining) {
    public static final ClusterView EMPTY = new ClusterView(0, List.of());

    public ClusterView {
        nodes = List.copyOf(nodes);
        draining = List.copyOf(draining);
    }

    public ClusterView(long version, List<Node> nodes) {
        this(version, nodes, List.of());
    }

    public Optional<Draining> draining(ProcessId node) {
        for (Draining one : draining) if (one.node().equals(node)) return Optional.of(one);
        return Optional.empty();
    }

    /**
     * @param name what the operator calls it; stable over incarnations
     * @param host machine identity: two processes with the same one may use the Unix socket
     * @param address {@code host:port} of the node's listener
     * @param unixSocket path of the node's Unix socket, empty without one
     */
    public record Node(
            ProcessId process,
            String name,
            String host,
            String address,
            String unixSocket,
            Demand capacity,
            boolean control,
            long pid) {}
}
