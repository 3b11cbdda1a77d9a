package io.mobula.node;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.config.ControlConfig;
import io.mobula.config.ControlPeer;
import io.mobula.config.MobulaConfig;
import io.mobula.control.ControlSettings;
import io.mobula.control.log.LogSettings;
import io.mobula.control.log.StorageFolder;
import io.mobula.tls.Credentials;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** A node's part in control, from its configuration. */
final class ControlRole {
    private static final Duration HEARTBEAT_MAX = Duration.ofMillis(500);
    private static final int HEARTBEATS_PER_TIMEOUT = 4;
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);

    /** Each would keep a log of its own: replicas do not find each other yet. */
    private static final int MAX_KEEPERS = 1;

    private ControlRole() {}

    static ControlSettings settings(MobulaConfig config, UUID cluster, String token, Optional<Credentials> tls) {
        ControlConfig control = config.control();
        if (control.nodes().size() > MAX_KEEPERS) throw tooMany(config);
        boolean alone = control.nodes().isEmpty();
        boolean keepsLog = alone || control.controlNode();
        List<String> addresses = control.nodes().stream()
                .map(peer -> peer.host() + ":" + peer.pekkoPort())
                .toList();
        return new ControlSettings(
                keepsLog ? Optional.of(log(config, cluster, tls)) : Optional.empty(),
                config.node().host(),
                control.pekkoPort(),
                addresses,
                Optional.of(cluster),
                token,
                timing(config),
                tls);
    }

    private static LogSettings log(MobulaConfig config, UUID cluster, Optional<Credentials> tls) {
        Path folder = config.node().dataDir().resolve("control");
        if (!StorageFolder.exists(folder)) StorageFolder.create(folder, cluster);
        return new LogSettings(folder, config.node().host(), config.control().raftPort(), List.of(), tls);
    }

    private static StartException tooMany(MobulaConfig config) {
        String names = config.control().nodes().stream().map(ControlPeer::name).collect(Collectors.joining(", "));
        return new StartException(
                ErrorCode.CONFIG_INVALID,
                "Node %s cannot start: mobula.control.nodes names %d keepers of the control log (%s), and three keepers are not there yet. Name one of them, the same on every node."
                        .formatted(
                                config.node().name(), config.control().nodes().size(), names),
                null);
    }

    private static ControlSettings.Timing timing(MobulaConfig config) {
        Duration timeout = config.control().nodeTimeout();
        // Not Duration.dividedBy: it goes by BigDecimal, whose first use takes 20 ms of a node's start.
        Duration share = Duration.ofNanos(timeout.toNanos() / HEARTBEATS_PER_TIMEOUT);
        Duration heartbeat = share.compareTo(HEARTBEAT_MAX) < 0 ? share : HEARTBEAT_MAX;
        return new ControlSettings.Timing(
                timeout,
                config.driver().grace(),
                heartbeat,
                REQUEST_LIMIT,
                config.placement().infeasibleGrace());
    }
}
