package io.mobula.attach;

import io.mobula.core.control.ClusterView;
import java.util.List;

/**
 * What a cluster's object stores hold: what one node's view lists, each node asked.
 *
 * @param nodes in the view's order
 */
public record ClusterMemory(List<Report> nodes) {
    public ClusterMemory {
        nodes = List.copyOf(nodes);
    }

    public sealed interface Report {
        ClusterView.Node node();

        record Answered(ClusterView.Node node, NodeMemory store) implements Report {}

        /** Listed as alive, but without an answer in time. */
        record NotAnswering(ClusterView.Node node, String reason) implements Report {}
    }
}
