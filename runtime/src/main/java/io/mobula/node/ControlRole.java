package io.mobula.node;

import io.mobula.config.ControlConfig;
import io.mobula.config.MobulaConfig;
import io.mobula.control.ControlSettings;
import io.mobula.control.log.LogSettings;
import io.mobula.control.log.StorageFolder;
import java.nio.file.Path;
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

    static ControlSettings settings(MobulaConfig config, UUID cluster, String token) {
        ControlConfig control = config.control();
        boolean alone = control.nodes().isEmpty();
        boolean keepsLog = alone || control.controlNode();
        List<String> addresses = control.nodes().stream()
                .map(peer -> peer.host() + ":" + peer.pekkoPort())
                .toList();
        return new ControlSettings(
                keepsLog ? Optional.of(log(config, cluster)) : Optional.empty(),
                config.node().host(),
                control.pekkoPort(),
                addresses,
                Optional.of(cluster),
                token,
                timing(config));
    }

    private static LogSettings log(MobulaConfig config, UUID cluster) {
        Path folder = config.node().dataDir().resolve("control");
        if (!StorageFolder.exists(folder)) StorageFolder.create(folder, cluster);
        int raftPort = config.control().nodes().size() > 1 ? config.control().raftPort() : 0;
        return new LogSettings(folder, config.node().host(), raftPort, List.of());
    }

    private static ControlSettings.Timing timing(MobulaConfig config) {
        Duration timeout = config.control().nodeTimeout();
        Duration share = timeout.dividedBy(HEARTBEATS_PER_TIMEOUT);
        Duration heartbeat = share.compareTo(HEARTBEAT_MAX) < 0 ? share : HEARTBEAT_MAX;
        return new ControlSettings.Timing(timeout, config.driver().grace(), heartbeat, REQUEST_LIMIT);
    }
}
