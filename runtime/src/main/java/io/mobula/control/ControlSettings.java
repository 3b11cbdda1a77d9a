package io.mobula.control;

import io.mobula.control.log.LogSettings;
import io.mobula.tls.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * How a node takes part in control.
 *
 * @param log the replica this node has the place for: it keeps one if its folder holds one. None on a node that can never keep one
 * @param host where the other nodes reach this one's membership
 * @param port of the membership; 0 for any free one, on a worker
 * @param controlNodes {@code host:port} of the control nodes' memberships, as every node is configured: these begin the cluster, and later are where it is looked for. Empty: this node alone
 * @param cluster the only cluster to join; without it, the one that the control nodes are
 * @param tls spoken by the membership; empty: none
 */
public record ControlSettings(
        Optional<LogSettings> log,
        String host,
        int port,
        List<String> controlNodes,
        Optional<UUID> cluster,
        String token,
        Timing timing,
        Optional<Credentials> tls) {
    /** Without TLS. */
    public ControlSettings(
            Optional<LogSettings> log,
            String host,
            int port,
            List<String> controlNodes,
            Optional<UUID> cluster,
            String token,
            Timing timing) {
        this(log, host, port, controlNodes, cluster, token, timing, Optional.empty());
    }

    public ControlSettings {
        controlNodes = List.copyOf(controlNodes);
        if (log.isEmpty() && controlNodes.isEmpty()) {
            throw new IllegalArgumentException("a node without a log needs the address of a control node");
        }
    }

    /**
     * @param nodeTimeout how long a node may be silent before it is dead
     * @param driverGrace how long a driver may be without a home
     * @param heartbeat how often a node speaks
     * @param requestLimit how long a request, and the start, waits for the control node
     * @param infeasibleGrace how long an actor or a group may wait that the cluster as it is can never take
     */
    public record Timing(
            Duration nodeTimeout,
            Duration driverGrace,
            Duration heartbeat,
            Duration requestLimit,
            Duration infeasibleGrace) {
        public static final Timing DEFAULT = new Timing(
                Duration.ofSeconds(3),
                Duration.ofSeconds(8),
                Duration.ofMillis(500),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10));

        /** For nodes on one network. */
        public static final Timing LAN = DEFAULT.withNodeTimeout(Duration.ofMillis(1_500));

        public Timing {
            if (heartbeat.plus(heartbeat).compareTo(nodeTimeout) > 0) {
                throw new IllegalArgumentException(
                        "a node timeout of " + nodeTimeout + " leaves no room for a lost heartbeat of " + heartbeat);
            }
        }

        public Timing withNodeTimeout(Duration timeout) {
            return new Timing(timeout, driverGrace, heartbeat, requestLimit, infeasibleGrace);
        }

        public Timing withRequestLimit(Duration limit) {
            return new Timing(nodeTimeout, driverGrace, heartbeat, limit, infeasibleGrace);
        }

        public Timing withInfeasibleGrace(Duration grace) {
            return new Timing(nodeTimeout, driverGrace, heartbeat, requestLimit, grace);
        }
    }
}
