package io.mobula.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import io.mobula.control.ControlSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlRoleTest {
    private static final String ONE = "control.nodes=[\"a@h:1:2\"]";

    @TempDir
    private Path dir;

    @Test
    void moreThanOneKeeperIsRefusedByName() {
        StartException refused = assertThrows(
                StartException.class, () -> role("node.name=a", "control.nodes=[\"a@h:1:2\",\"b@h:3:4\",\"c@h:5:6\"]"));

        assertEquals(ErrorCode.CONFIG_INVALID, refused.code());
        assertTrue(
                refused.getMessage()
                        .startsWith("Node a cannot start: mobula.control.nodes names 3 keepers of the control log"
                                + " (a, b, c), and three keepers are not there yet. Name one of them"),
                refused.getMessage());
    }

    @Test
    void theKeeperOpensItsLogAtTheRaftPortAndOthersOpenNone() {
        ControlSettings keeper = role("node.name=a", "control.raft-port=4711", ONE);

        assertEquals(4711, keeper.log().orElseThrow().port());
        assertEquals(List.of("h:1"), keeper.controlNodes());
        assertFalse(role("node.name=b", ONE).log().isPresent());
    }

    private ControlSettings role(String... overrides) {
        var all = Stream.concat(Stream.of("node.data-dir=" + dir), Stream.of(overrides));
        var config = MobulaConfig.load(ConfigSources.none().withOverrides(all.toList()));
        return ControlRole.settings(config, new UUID(1, 2), "secret", Optional.empty());
    }
}
