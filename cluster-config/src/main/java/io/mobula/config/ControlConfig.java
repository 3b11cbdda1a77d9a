package io.mobula.config;

import java.time.Duration;
import java.util.List;

/**
 * Membership and the replicated control log.
 *
 * @param nodes who keeps the log, the same list on every node; empty for a node alone
 * @param controlNode whether this node is among them
 * @param nodeTimeout silence after which the log declares a node dead
 */
public record ControlConfig(
        List<ControlPeer> nodes, boolean controlNode, int pekkoPort, int raftPort, Duration nodeTimeout) {

    public ControlConfig {
        nodes = List.copyOf(nodes);
    }
}
