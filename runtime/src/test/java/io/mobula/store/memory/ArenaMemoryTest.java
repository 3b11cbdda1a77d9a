package io.mobula.store.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArenaMemoryTest {
    private static final long MIB = 1 << 20;
    private static final Path SHM = Path.of("/dev/shm");

    private final String owner =
            "test-" + ProcessHandle.current().pid() + "-" + Integer.toHexString(System.identityHashCode(this));

    @BeforeEach
    void onlyWhereFilesCanLieInMemory() {
        assumeTrue(Files.isWritable(SHM), "no /dev/shm");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(SHM)) {
            return all.filter(file -> file.getFileName().toString().contains(owner))
                    .toList();
        }
    }

    private Block ready(Memory memory, long size) {
        Block block = memory.take(size).orElseThrow();
        assertEquals(Memory.Ready.YES, memory.ready(block));
        return block;
    }

    @Test
    void anotherProcessReadsInPlaceWhatIsWrittenHere() throws Exception {
        ArenaMemory memory = ArenaMemory.open(SHM, owner, 64 * MIB);
        Block block = ready(memory, MIB);
        block.memory().set(ValueLayout.JAVA_LONG, 8, 4711);
        long offset = ((ArenaMemory.ArenaBlock) block).extent().offset();
        try (Arena reader = Arena.ofConfined()) {
            var seen = memory.shared().orElseThrow().map(reader);
            assertEquals(4711, seen.get(ValueLayout.JAVA_LONG, offset + 8));
            assertThrows(IllegalArgumentException.class, () -> seen.set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        }
        memory.giveBack(block);
        memory.close();
        assertFalse(Files.exists(memory.shared().orElseThrow().file()));
    }

    @Test
    void nothingOfItHasANameWhileItIsUsedNorAfter() throws Exception {
        ArenaMemory memory = ArenaMemory.open(SHM, owner, 64 * MIB);
        assertEquals(List.of(), files());
        memory.close();
        assertEquals(List.of(), files());
    }

    @Test
    void whatACrashLeftGoesAtTheNextStartOfTheSameNodeAndOfNoOther() throws Exception {
        Path left = Files.createFile(SHM.resolve("mobula-" + owner + "-1234567.arena"));
        Path others = Files.createFile(SHM.resolve("mobula-x" + owner + "-1234567.arena"));
        try {
            ArenaMemory.open(SHM, owner, MIB).close();
            assertFalse(Files.exists(left));
            assertTrue(Files.exists(others));
        } finally {
            Files.deleteIfExists(others);
        }
    }

    @Test
    void pagesAreTakenFromTheSystemOnlyWithTheFirstObject() throws Exception {
        ArenaMemory memory = ArenaMemory.open(SHM, owner, 512 * MIB);
        assertEquals(0, memory.warmBytes());
        Block block = ready(memory, MIB);
        assertTrue(memory.warmBytes() > 0);
        memory.giveBack(block);
        assertEquals(0, memory.usedBytes());
        memory.close();
    }

    @Test
    void aBlockGivenBackAfterTheEndEndsIt() throws Exception {
        ArenaMemory memory = ArenaMemory.open(SHM, owner, 64 * MIB);
        Block block = ready(memory, MIB);
        memory.close();
        block.memory().set(ValueLayout.JAVA_BYTE, 0, (byte) 7); // still there
        memory.giveBack(block);
        assertThrows(IllegalStateException.class, () -> block.memory().get(ValueLayout.JAVA_BYTE, 0));
    }

    @Test
    void aFolderThatIsNotThereTooSmallOrNoFolderSaysWhatHelps(@TempDir Path dir) throws Exception {
        String missing = refusal(dir.resolve("gone"), MIB);
        assertTrue(missing.contains("there is no folder") && missing.contains("mobula.store.arena"), missing);
        String small = refusal(SHM, Files.getFileStore(SHM).getTotalSpace() + MIB);
        assertTrue(small.contains("--shm-size") && small.contains("mobula.store.memory"), small);
        String proc = refusal(Path.of("/proc"), MIB); // even root writes nothing there
        assertTrue(proc.contains("mobula.store.arena") || proc.contains("mobula.store.memory"), proc);
    }

    private String refusal(Path folder, long bytes) {
        return assertThrows(ArenaUnavailableException.class, () -> ArenaMemory.open(folder, owner, bytes))
                .getMessage();
    }
}
