package io.mobula.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingLogTest {
    @TempDir
    private Path dir;

    @Test
    void aFullFileMakesRoomAndTheOldestIsDropped() throws IOException {
        Path file = dir.resolve("logs/node-1.log");
        try (RollingLog log = new RollingLog(file, 1)) {
            for (int i = 1; i <= 6; i++) log.add("line " + i);
        }
        assertEquals("line 6\n", Files.readString(file));
        assertEquals("line 5\n", Files.readString(dir.resolve("logs/node-1.log.1")));
        assertEquals("line 3\n", Files.readString(dir.resolve("logs/node-1.log.3")));
        assertFalse(Files.exists(dir.resolve("logs/node-1.log.4")));
    }

    @Test
    void aLaterLogGoesOnWhereTheEarlierEnded() throws IOException {
        Path file = dir.resolve("node-1.log");
        try (RollingLog log = new RollingLog(file, 100)) {
            log.drain(new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8)));
            assertEquals(List.of("a", "b"), log.lastLines());
        }
        try (RollingLog log = new RollingLog(file, 100)) {
            log.add("c");
        }
        assertEquals("a\nb\nc\n", Files.readString(file));
    }

    @Test
    void onlyTheLastLinesAreRemembered() {
        try (RollingLog log = new RollingLog(dir.resolve("n.log"), 1_000_000)) {
            for (int i = 1; i <= 100; i++) log.add("line " + i);
            assertEquals(20, log.lastLines().size());
            assertTrue(log.lastLines().contains("line 81"));
        }
    }
}
