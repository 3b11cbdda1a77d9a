package io.mobula.attach;

import io.mobula.core.control.ClusterView;
import java.util.List;
import java.util.UUID;

/**
 * How a cluster is: what one node's view lists, each node asked.
 *
 * @param nodes in the view's order
 */
public record ClusterStatus(UUID cluster, ClusterView view, List<Report> nodes) {
    public ClusterStatus {
        nodes = List.copyOf(nodes);
    }

    public sealed interface Report {
        ClusterView.Node node();

        record Answered(ClusterView.Node node, NodeStatus status) implements Report {}

        /** Listed as alive, but without an answer in time. */
        record NotAnswering(ClusterView.Node node, String reason) implements Report {}
    }
}
