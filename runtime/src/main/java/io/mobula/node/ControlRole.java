package io.mobula.node;

import io.mobula.config.ControlConfig;
import io.mobula.config.MobulaConfig;
import io.mobula.control.ControlSettings;
import io.mobula.control.log.LogSettings;
import io.mobula.control.log.StorageFolder;
import io.mobula.tls.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A node's part in control, from its configuration. */
final class ControlRole {
    private static final Duration HEARTBEAT_MAX = Duration.ofMillis(500);
    private static final int HEARTBEATS_PER_TIMEOUT = 4;
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(60);

    private ControlRole() {}

    static ControlSettings settings(MobulaConfig config, UUID cluster, String token, Optional<Credentials> tls) {
        ControlConfig control = config.control();
        LogSettings log = log(config, tls);
        boolean keeper = control.nodes().isEmpty() || control.controlNode();
        if (keeper && !StorageFolder.exists(log.folder()))
            StorageFolder.create(log.folder(), cluster, config.node().name());
        List<String> addresses = control.nodes().stream()
                .map(peer -> peer.host() + ":" + peer.pekkoPort())
                .toList();
        return new ControlSettings(
                Optional.of(log),
                config.node().host(),
                control.pekkoPort(),
                addresses,
                Optional.of(cluster),
                token,
                timing(config),
                tls);
    }

    private static LogSettings log(MobulaConfig config, Optional<Credentials> tls) {
        ControlConfig control = config.control();
        String host = config.node().host();
        return new LogSettings(
                config.node().name(),
                config.node().dataDir().resolve("control"),
                host,
                control.raftPort(),
                host + ":" + control.pekkoPort(),
                tls);
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
