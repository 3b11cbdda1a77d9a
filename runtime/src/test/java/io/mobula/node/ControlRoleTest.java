package io.mobula.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.config.ConfigInvalidException;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import io.mobula.control.ControlSettings;
import io.mobula.control.log.StorageFolder;
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
    void anEvenNumberOfKeepersIsRefused() {
        var refused = assertThrows(
                ConfigInvalidException.class, () -> role("node.name=a", "control.nodes=[\"a@h:1:2\",\"b@h:3:4\"]"));
        assertTrue(refused.getMessage().contains("an odd number of keepers"), refused.getMessage());
    }

    @Test
    void theKeeperHasAFolderAndOthersHaveThePlaceForOne() {
        ControlSettings keeper = role("node.name=a", "control.raft-port=4711", ONE);

        assertEquals(4711, keeper.log().orElseThrow().port());
        assertEquals(List.of("h:1"), keeper.controlNodes());
        assertTrue(StorageFolder.exists(keeper.log().orElseThrow().folder()));
        ControlSettings worker = role("node.name=b", "node.data-dir=" + dir.resolve("b"), ONE);
        assertFalse(StorageFolder.exists(worker.log().orElseThrow().folder()));
    }

    private ControlSettings role(String... overrides) {
        var all = Stream.concat(Stream.of("node.data-dir=" + dir), Stream.of(overrides));
        var config = MobulaConfig.load(ConfigSources.none().withOverrides(all.toList()));
        return ControlRole.settings(config, new UUID(1, 2), "secret", Optional.empty());
    }
}
