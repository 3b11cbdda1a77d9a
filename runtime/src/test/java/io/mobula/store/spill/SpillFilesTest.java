package io.mobula.store.spill;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.resource.Bytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFilesTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path dir;

    private final RefusingDisk disk = new RefusingDisk();

    private SpillFiles open(Bytes capacity, Path... folders) {
        return new SpillFiles(new SpillSettings(List.of(folders), "node", capacity, Duration.ZERO, disk));
    }

    private static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static MemorySegment segment(int seed, int size) {
        return MemorySegment.ofArray(bytes(seed, size));
    }

    private static byte[] read(SpillFiles files, SpillRecord record) throws IOException {
        byte[] into = new byte[(int) record.sizeBytes()];
        files.read(record, MemorySegment.ofArray(into));
        return into;
    }

    private List<Path> onDisk() throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.filter(file -> file.getFileName().toString().startsWith(SpillFolder.PREFIX))
                    .toList();
        }
    }

    @Test
    void whatIsWrittenIsReadBackWholeOrInPart() throws Exception {
        SpillFiles files = open(Bytes.mebi(64), dir);
        int[] sizes = {0, 1, MIB, MIB + 1, 3 * MIB - 7};
        var objects = new ArrayList<MemorySegment>();
        for (int i = 0; i < sizes.length; i++) objects.add(segment(i, sizes[i]));
        List<SpillRecord> records = files.write(objects);
        for (int i = 0; i < sizes.length; i++) assertArrayEquals(bytes(i, sizes[i]), read(files, records.get(i)));
        int[][] parts = {{0, 10}, {MIB - 5, 10}, {MIB, MIB}, {3 * MIB - 20, 13}, {5, 2 * MIB}};
        for (int[] part : parts) {
            ByteBuffer into = ByteBuffer.allocateDirect(part[1]);
            files.read(records.getLast(), part[0], into);
            byte[] got = new byte[part[1]];
            into.flip().get(got);
            assertArrayEquals(Arrays.copyOfRange(bytes(4, sizes[4]), part[0], part[0] + part[1]), got);
        }
        files.close();
    }

    @Test
    void aFileGoesWithTheLastOfItsObjectsAndAllGoAtTheEnd() throws Exception {
        SpillFiles files = open(Bytes.mebi(64), dir);
        List<SpillRecord> records = files.write(List.of(segment(1, 1000), segment(2, 1000)));
        files.write(List.of(segment(3, 1000)));
        files.release(records.get(0));
        files.deleteReleased();
        assertEquals(2, onDisk().size());
        assertEquals(new SpillStats(2000, 3000, 2, 64 * MIB, 3000, 0), files.stats());
        assertArrayEquals(bytes(2, 1000), read(files, records.get(1)));
        files.release(records.get(1));
        files.deleteReleased();
        assertEquals(1, onDisk().size());
        files.close();
        assertEquals(List.of(), onDisk());
    }

    @Test
    void whatACrashLeftGoesAtTheStartButNotWhileItsProcessLives() throws Exception {
        Path own = Files.createDirectories(dir.resolve("mobula-node"));
        Files.write(own.resolve("spill-7"), new byte[10]);
        Path others = Files.createDirectories(dir.resolve("mobula-other")).resolve("spill-1");
        Files.write(others, new byte[10]);
        SpillFiles files = open(Bytes.mebi(64), dir);
        assertEquals(List.of(others), onDisk());
        List<SpillRecord> records = files.write(List.of(segment(1, 1000)));
        SpillFiles second = open(Bytes.mebi(64), dir);
        assertThrows(SpillRefusedException.class, () -> second.write(List.of(segment(2, 10))));
        assertArrayEquals(bytes(1, 1000), read(files, records.getFirst()));
        files.close();
        second.write(List.of(segment(2, 10)));
        second.close();
    }

    @Test
    void aFlippedBitIsFoundWhateverPartIsRead() throws Exception {
        SpillFiles files = open(Bytes.mebi(64), dir);
        SpillRecord record = files.write(List.of(segment(1, 3 * MIB))).getFirst();
        try (var file = new RandomAccessFile(record.path().toFile(), "rw")) {
            file.seek(MIB + 12_345);
            int one = file.read();
            file.seek(MIB + 12_345);
            file.write(one ^ 4);
        }
        var lost = assertThrows(SpillLostException.class, () -> read(files, record));
        assertTrue(lost.getMessage().contains(record.path().toString()), lost.getMessage());
        assertThrows(SpillLostException.class, () -> files.read(record, MIB, ByteBuffer.allocate(10)));
        files.read(record, 2 * MIB, ByteBuffer.allocate(10)); // another MiB is as it was
        files.close();
    }

    @Test
    void aMissingOrCutFileIsALoss() throws Exception {
        SpillFiles files = open(Bytes.mebi(64), dir);
        SpillRecord missing = files.write(List.of(segment(1, 1000))).getFirst();
        Files.delete(missing.path());
        assertThrows(SpillLostException.class, () -> read(files, missing));
        SpillRecord cut = files.write(List.of(segment(1, 1000))).getFirst();
        Files.write(cut.path(), new byte[999]);
        assertThrows(SpillLostException.class, () -> read(files, cut));
        files.close();
    }

    @Test
    void aFullFolderLeavesNoPieceAndTheOthersGoOn() throws Exception {
        Path full = dir.resolve("full");
        Path good = dir.resolve("good");
        SpillFiles files = open(Bytes.mebi(64), full, good);
        disk.fillAfter(full, 3 * MIB);
        for (int i = 0; i < 10; i++) {
            SpillRecord record = files.write(List.of(segment(i, MIB))).getFirst();
            assertArrayEquals(bytes(i, MIB), read(files, record));
        }
        assertEquals(10, onDisk().size());
        assertTrue(onDisk().stream().allMatch(file -> file.toFile().length() == MIB));
        disk.fillAfter(good, 0);
        assertThrows(SpillRefusedException.class, () -> files.write(List.of(segment(1, MIB))));
        disk.fillAfter(good, Long.MAX_VALUE);
        files.write(List.of(segment(1, MIB)));
        files.close();
    }

    @Test
    void aReadOnlyFolderIsPassedOver() throws Exception {
        Path readOnly = dir.resolve("read-only");
        SpillFiles files = open(Bytes.mebi(64), readOnly, dir.resolve("good"));
        disk.readOnly(readOnly);
        for (int i = 0; i < 4; i++) files.write(List.of(segment(i, MIB)));
        assertTrue(onDisk().stream().allMatch(file -> file.startsWith(dir.resolve("good"))));
        files.close();
    }

    @Test
    void aFolderThatCannotBeMadeIsPassedOver() throws Exception {
        Path file = Files.createFile(dir.resolve("a-file"));
        SpillFiles files = open(Bytes.mebi(64), file.resolve("below"), dir.resolve("good"));
        SpillRecord record = files.write(List.of(segment(1, MIB))).getFirst();
        assertTrue(record.path().startsWith(dir.resolve("good")));
        files.close();
    }

    @Test
    void theCapacityIsForAllFilesWithWhatIsFreedInThem() throws Exception {
        SpillFiles files = open(Bytes.mebi(2), dir);
        List<SpillRecord> records = files.write(List.of(segment(1, MIB), segment(2, MIB)));
        assertThrows(SpillRefusedException.class, () -> files.write(List.of(segment(3, 1))));
        files.release(records.get(0));
        files.deleteReleased();
        var refused = assertThrows(SpillRefusedException.class, () -> files.write(List.of(segment(3, 1))));
        assertTrue(String.valueOf(refused.getMessage()).contains("mobula.store.spill.capacity (2 MiB)"));
        files.release(records.get(1));
        assertTrue(files.hasReleased());
        files.deleteReleased();
        assertFalse(files.hasReleased());
        files.write(List.of(segment(3, 1)));
        files.close();
    }
}
