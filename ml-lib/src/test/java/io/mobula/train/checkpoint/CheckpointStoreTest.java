package io.mobula.train.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.train.checkpoint.CheckpointException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
    @TempDir
    private Path folder;

    private record Epoch(double accuracy) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Weights(float[] values) {}

    private static SortedMap<Integer, byte[]> parts(float... values) {
        var parts = new TreeMap<Integer, byte[]>();
        parts.put(0, CheckpointFormat.standard().write(new Weights(values)));
        return parts;
    }

    private static List<Long> steps(CheckpointStore store) {
        return store.committed().stream().map(Checkpoint::step).toList();
    }

    private Checkpoints best(int count) {
        return Checkpoints.in(folder).keepHighest(count, Epoch.class, Epoch::accuracy);
    }

    @Test
    void keepsTheNewestAndTheBest() {
        double[] accuracies = {0.1, 0.9, 0.5, 0.7, 0.2};
        try (var store = CheckpointStore.open(best(2).keepNewest(1), "digits")) {
            for (int step = 1; step <= accuracies.length; step++) {
                store.commit(step, OptionalDouble.of(accuracies[step - 1]), parts(step));
            }
            assertEquals(List.of(2L, 4L, 5L), steps(store));
            assertEquals(2, store.best().orElseThrow().step());
            assertEquals(5, store.newest().orElseThrow().step());
            assertEquals(2f, store.best().orElseThrow().load(Weights.class).values()[0]);
        }
    }

    @Test
    void aCheckpointIsReadByItsFolderAlone() {
        try (var store = CheckpointStore.open(best(1), "digits")) {
            SortedMap<Integer, byte[]> parts = parts(1);
            parts.put(1, CheckpointFormat.standard().write(new Weights(new float[] {2})));
            Path path = store.commit(3, OptionalDouble.of(0.25), parts).path();
            Checkpoint read = Checkpoint.open(path);
            assertEquals("digits step 3 (0.25)", read.toString());
            assertEquals(List.of(0, 1), read.ranks());
            assertEquals(2f, read.load(Weights.class, 1).values()[0]);
        }
    }

    @Test
    void aDamagedOneIsLeftOutAndTheOneBeforeIsUsed() throws IOException {
        try (var store = CheckpointStore.open(Checkpoints.in(folder).keepNewest(4), "digits")) {
            for (int step = 1; step <= 4; step++) store.commit(step, OptionalDouble.empty(), parts(step));
            Path newest = store.newest().orElseThrow().path();
            Path part = newest.resolve("rank-0.bin");
            byte[] bytes = Files.readAllBytes(part);
            bytes[bytes.length / 2] ^= 1;
            Files.write(part, bytes);
            Path third = newest.resolveSibling("step-000000000003");
            String manifest = Files.readString(third.resolve("manifest"));
            Files.writeString(third.resolve("manifest"), manifest.substring(0, manifest.length() / 2));
            assertEquals(2, store.newest().orElseThrow().step());
            assertEquals(
                    Reason.CORRUPT,
                    assertThrows(CheckpointException.class, () -> Checkpoint.open(third))
                            .reason());
            assertEquals(
                    Reason.CORRUPT,
                    assertThrows(
                                    CheckpointException.class,
                                    () -> Checkpoint.open(newest).load(Weights.class))
                            .reason());
        }
    }

    /** A disk that fails at its n-th use. */
    private record FailingDisk(AtomicInteger usesLeft, String error) implements Disk {
        private void use() throws IOException {
            if (usesLeft.getAndDecrement() == 0) throw new IOException(error);
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            use();
            REAL.write(file, content);
        }

        @Override
        public void force(Path path) throws IOException {
            use();
            REAL.force(path);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            use();
            REAL.rename(from, to);
        }
    }

    @Test
    void aFullDiskAtAnyPointLeavesAWholeCheckpoint() {
        boolean failed = true;
        for (int uses = 0; failed; uses++) {
            String run = "run-" + uses;
            try (var store = CheckpointStore.open(Checkpoints.in(folder), run)) {
                store.commit(1, OptionalDouble.empty(), parts(1));
            }
            try (var store = CheckpointStore.open(
                    Checkpoints.in(folder).resume(),
                    run,
                    new FailingDisk(new AtomicInteger(uses), "No space left on device"))) {
                store.commit(2, OptionalDouble.empty(), parts(2));
                failed = uses < 4;
            } catch (CheckpointException e) {
                assertEquals(Reason.FOLDER_FULL, e.reason());
                assertTrue(
                        e.getMessage().contains(folder.resolve(run) + ": no space is left. Free some"), e.getMessage());
            }
            try (var store = CheckpointStore.open(Checkpoints.in(folder).resume(), run)) {
                Checkpoint newest = store.newest().orElseThrow();
                assertEquals((float) newest.step(), newest.load(Weights.class).values()[0]);
            }
        }
    }

    @Test
    void whatADeadProcessLeftHalfDoneIsRemoved() throws IOException {
        Path partial = Files.createDirectories(folder.resolve("digits/.partial-7"));
        Files.writeString(partial.resolve("rank-0.bin"), "half");
        Files.createDirectories(folder.resolve("digits/.removed-step-000000000001"));
        try (var store = CheckpointStore.open(Checkpoints.in(folder), "digits")) {
            assertFalse(Files.exists(partial));
            assertTrue(store.newest().isEmpty());
        }
    }

    @Test
    void anEarlierRunIsRefusedUnlessItIsToBeResumed() {
        try (var store = CheckpointStore.open(Checkpoints.in(folder), "digits")) {
            store.commit(1, OptionalDouble.empty(), parts(1));
        }
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> CheckpointStore.open(Checkpoints.in(folder), "digits"));
        assertEquals(Reason.EARLIER_RUN, refused.reason());
        try (var store = CheckpointStore.open(Checkpoints.in(folder).resume(), "digits")) {
            assertEquals(1, store.newest().orElseThrow().step());
        }
    }

    @Test
    void aSecondRunInTheFolderIsRefused() {
        try (var store = CheckpointStore.open(Checkpoints.in(folder), "digits")) {
            CheckpointException refused = assertThrows(
                    CheckpointException.class, () -> CheckpointStore.open(Checkpoints.in(folder), "digits"));
            assertEquals(Reason.FOLDER_IN_USE, refused.reason());
            assertTrue(store.committed().isEmpty());
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> CheckpointStore.open(Checkpoints.in(file), "digits"));
        assertEquals(Reason.FOLDER_UNUSABLE, refused.reason());
        assertTrue(refused.getMessage().contains(file.resolve("digits").toString()), refused.getMessage());
    }

    /** Nobody may make a folder there, not even who may do everything else. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFolderThatMayNotBeWrittenToIsNamed() {
        Path closed = Path.of("/proc/sys");
        CheckpointException refused =
                assertThrows(CheckpointException.class, () -> CheckpointStore.open(Checkpoints.in(closed), "digits"));
        assertEquals(Reason.FOLDER_UNUSABLE, refused.reason());
        assertTrue(
                refused.getMessage().contains("cannot be kept in /proc/sys/digits")
                        && refused.getMessage().contains("Give this process the right to write there"),
                refused.getMessage());
    }

    @Test
    void aNameThatIsNoFolderIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> CheckpointStore.open(Checkpoints.in(folder), "../digits"));
    }

    @Test
    void theMetricIsTheMeanOverTheRanks() {
        assertEquals(OptionalDouble.of(0.5), best(1).rank(List.of(new Epoch(0.25), new Epoch(0.75))));
        assertThrows(IllegalArgumentException.class, () -> best(1).rank(List.of(new Weights(new float[0]))));
    }

    @Test
    void nanIsNeverAmongTheBest() {
        try (var store = CheckpointStore.open(best(1), "digits")) {
            store.commit(1, OptionalDouble.of(0.5), parts(1));
            store.commit(2, OptionalDouble.of(Double.NaN), parts(2));
            assertEquals(1, store.best().orElseThrow().step());
            assertEquals(List.of(1L, 2L), steps(store));
        }
    }
}
