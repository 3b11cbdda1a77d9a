package io.mobula.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.control.log.LogSettings.Start;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.EntryAnswer;
import io.mobula.core.control.Job;
import io.mobula.core.id.ProcessId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One replica on a real disk. */
class RatisLogIT {
    private static final int LIMIT_SECONDS = 30;

    @TempDir
    Path temp;

    /** A replica that has become leader. */
    private static final class Opened implements ControlLog.Listener, AutoCloseable {
        private final CompletableFuture<ControlState> leading = new CompletableFuture<>();
        private final RatisLog log;

        Opened(Path folder) throws Exception {
            this(folder, SnapshotRule.DEFAULT);
        }

        Opened(Path folder, SnapshotRule rule) throws Exception {
            log = RatisLog.open(StorageFolder.open(folder), settings(folder, 0), Start.FOUND, this, rule);
            leading.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void leading(ControlState state, long term) {
            leading.complete(state);
        }

        @Override
        public void following() {}

        @Override
        public void applied(ControlState state) {}

        @Override
        public void close() {
            log.close();
        }
    }

    private static LogSettings settings(Path folder, int port) {
        return new LogSettings("a", folder, "127.0.0.1", port, "127.0.0.1:1");
    }

    private static StorageFolder.Identity create(Path folder) {
        return StorageFolder.create(folder, UUID.randomUUID(), "a");
    }

    private static ControlEntry job(long request) {
        return new ControlEntry.JobStarted(new UUID(1, request), new Job("job", ProcessId.node(1, 1), List.of()));
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whatWasAnsweredIsThereAfterARestart() throws Exception {
        Path folder = temp.resolve("log");
        UUID cluster = create(folder).cluster();
        try (var first = new Opened(folder)) {
            assertEquals(EntryAnswer.NONE, await(first.log.submit(new ControlEntry.ClusterCreated(cluster))));
            assertEquals(
                    Optional.of(ProcessId.driver(1)),
                    await(first.log.submit(job(1))).process());
        }
        try (var second = new Opened(folder)) {
            assertEquals(Optional.of(cluster), second.leading.join().cluster());
            assertEquals(1, second.leading.join().lastDriver());
            assertEquals(
                    Optional.of(ProcessId.driver(1)),
                    await(second.log.submit(job(1))).process(),
                    "a repeated request");
        }
    }

    @Test
    void aSnapshotAndTheEntriesAfterItMakeTheSameState() throws Exception {
        Path folder = temp.resolve("log");
        create(folder);
        int jobs = 2_500;
        try (var first = new Opened(folder, new SnapshotRule(20_000, 1_000_000))) {
            var all = LongStream.rangeClosed(1, jobs)
                    .mapToObj(request -> first.log.submit(job(request)).toCompletableFuture())
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        try (var files = Files.walk(folder)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().matches("snapshot\\.\\d+_\\d+")));
        }
        try (var second = new Opened(folder)) {
            assertEquals(jobs, second.leading.join().jobs().size());
        }
    }

    @Test
    void noMoreThanTwoSnapshotsAreKeptAndTheLogBeforeThemGoes() throws Exception {
        Path folder = temp.resolve("log");
        create(folder);
        try (var first = new Opened(folder, new SnapshotRule(1, 500))) {
            for (int round = 0; round < 6; round++) {
                int from = round * 500;
                var all = LongStream.rangeClosed(from + 1, from + 500)
                        .mapToObj(request -> first.log.submit(job(request)).toCompletableFuture())
                        .toArray(CompletableFuture[]::new);
                CompletableFuture.allOf(all).get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
        long kept = snapshots(folder).size();
        assertTrue(kept >= 1 && kept <= 2, kept + " snapshots");
        try (var second = new Opened(folder)) {
            assertEquals(3_000, second.leading.join().jobs().size());
        }
    }

    private static List<Path> snapshots(Path folder) throws Exception {
        return files(folder, "snapshot\\.\\d+_\\d+");
    }

    private static List<Path> files(Path folder, String name) throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(name))
                    .toList();
        }
    }

    private Path withJobs(int jobs) throws Exception {
        Path folder = temp.resolve("log");
        create(folder);
        try (var first = new Opened(folder)) {
            for (int request = 1; request <= jobs; request++) await(first.log.submit(job(request)));
        }
        return folder;
    }

    private static void assertDamaged(Path folder, String expected) {
        var refused = assertThrows(MobulaException.class, () -> new Opened(folder));
        assertEquals(ErrorCode.CONTROL_LOG_DAMAGED, refused.code(), refused.getMessage());
        assertTrue(refused.detail().contains(expected), refused.detail());
    }

    @Test
    void aLogWithAFlippedBitIsRefusedWithItsFile() throws Exception {
        Path folder = withJobs(50);
        Path log = files(folder, "log_.*").getFirst();
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 10] ^= 4;
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) used--;
        bytes[used / 2] ^= 4;
        Files.write(log, bytes);
        assertDamaged(folder, "log_");
    }

    @Test
    void aLogThatWasCutIsRefused() throws Exception {
        Path folder = withJobs(50);
        Path log = files(folder, "log_.*").getFirst();
        byte[] bytes = Files.readAllBytes(log);
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) used--;
        Files.write(log, java.util.Arrays.copyOf(bytes, used / 2));
        assertDamaged(folder, "was cut");
    }

    @Test
    void aDamagedSnapshotIsRefusedWithItsFile() throws Exception {
        Path folder = temp.resolve("log");
        create(folder);
        try (var first = new Opened(folder, new SnapshotRule(1, 20))) {
            for (int request = 1; request <= 30; request++) await(first.log.submit(job(request)));
        }
        Path snapshot = snapshots(folder).getFirst();
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);
        assertDamaged(folder, snapshot.getFileName().toString());
    }

    @Test
    void aFolderInUseIsRefusedWithItsHolder() throws Exception {
        Path folder = temp.resolve("log");
        create(folder);
        try (var _ = StorageFolder.open(folder)) {
            var refused = assertThrows(MobulaException.class, () -> StorageFolder.open(folder));
            assertEquals(ErrorCode.DATA_DIR_IN_USE, refused.code());
            assertTrue(
                    refused.detail()
                            .contains("process " + ProcessHandle.current().pid()),
                    refused.detail());
        }
        StorageFolder.open(folder).close();
    }

    @Test
    void aFolderWithoutAClusterAForeignOneAndADamagedOneAreRefused() throws Exception {
        assertRefused(temp.resolve("absent"), "mobula cluster init");
        Path foreign = Files.createDirectory(temp.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "do not touch");
        assertRefused(foreign, "something else");
        assertEquals(
                ErrorCode.CONFIG_INVALID,
                assertThrows(MobulaException.class, () -> create(foreign)).code());
        Path damaged = Files.createDirectory(temp.resolve("damaged"));
        Files.writeString(damaged.resolve("cluster.id"), "cluster=?");
        assertRefused(damaged, "damaged");
    }

    private static void assertRefused(Path folder, String expected) {
        var refused = assertThrows(MobulaException.class, () -> StorageFolder.open(folder));
        assertEquals(ErrorCode.CONFIG_INVALID, refused.code());
        assertTrue(refused.detail().contains(expected), refused.detail());
    }

    @Test
    void aTakenPortIsNamedAndTheFolderIsFreeAgain() throws Exception {
        Path folder = temp.resolve("log");
        create(folder);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var refused = assertThrows(
                    MobulaException.class,
                    () -> RatisLog.open(settings(folder, taken.getLocalPort()), Start.FOUND, new Quiet()));
            assertEquals(ErrorCode.PORT_IN_USE, refused.code());
        }
        StorageFolder.open(folder).close();
    }

    private static final class Quiet implements ControlLog.Listener {
        @Override
        public void leading(ControlState state, long term) {}

        @Override
        public void following() {}

        @Override
        public void applied(ControlState state) {}
    }
}
