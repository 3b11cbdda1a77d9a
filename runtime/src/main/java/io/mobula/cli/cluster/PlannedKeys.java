package io.mobula.cli.cluster;

import java.util.List;
import java.util.Locale;

/** The settings in which the nodes of one machine differ. The plan sets them, so a user's word on them goes into the plan and not to each node. */
final class PlannedKeys {
    private static final List<String> KEYS = List.of(
            "node.name",
            "node.host",
            "node.port",
            "node.data-dir",
            "node.cpus",
            "node.memory",
            "node.heap",
            "store.memory",
            "control.nodes",
            "control.pekko-port",
            "control.raft-port");

    private PlannedKeys() {}

    static List<String> without(List<String> overrides) {
        return overrides.stream()
                .filter(override -> KEYS.stream().noneMatch(key -> override.matches("(mobula\\.)?" + key + "\\s*=.*")))
                .toList();
    }

    /** The environment variables that would set them. */
    static List<String> variables() {
        return KEYS.stream()
                .map(key -> "MOBULA_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT))
                .toList();
    }
}
