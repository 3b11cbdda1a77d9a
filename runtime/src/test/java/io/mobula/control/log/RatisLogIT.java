package io.mobula.control.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
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
            log = RatisLog.open(settings(folder, 0), this);
            leading.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void leading(ControlState state) {
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
        return new LogSettings(folder, "127.0.0.1", port, List.of());
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
        UUID cluster = StorageFolder.create(folder).cluster();
        try (var first = new Opened(folder)) {
            assertEquals(EntryAnswer.NONE, await(first.log.submit(new ControlEntry.ClusterCreated(cluster))));
            assertEquals(Optional.of(ProcessId.driver(1)), await(first.log.submit(job(1))).process());
        }
        try (var second = new Opened(folder)) {
            assertEquals(Optional.of(cluster), second.leading.join().cluster());
            assertEquals(1, second.leading.join().lastDriver());
            assertEquals(
                    Optional.of(ProcessId.driver(1)), await(second.log.submit(job(1))).process(), "a repeated request");
        }
    }

    @Test
    void aSnapshotAndTheEntriesAfterItMakeTheSameState() throws Exception {
        Path folder = temp.resolve("log");
        StorageFolder.create(folder);
        int jobs = 2_500;
        try (var first = new Opened(folder)) {
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
    void aFolderInUseIsRefusedWithItsHolder() throws Exception {
        Path folder = temp.resolve("log");
        StorageFolder.create(folder);
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
                assertThrows(MobulaException.class, () -> StorageFolder.create(foreign))
                        .code());
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
        StorageFolder.create(folder);
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var refused = assertThrows(
                    MobulaException.class, () -> RatisLog.open(settings(folder, taken.getLocalPort()), new Quiet()));
            assertEquals(ErrorCode.PORT_IN_USE, refused.code());
        }
        StorageFolder.open(folder).close();
    }

    private static final class Quiet implements ControlLog.Listener {
        @Override
        public void leading(ControlState state) {}

        @Override
        public void following() {}

        @Override
        public void applied(ControlState state) {}
    }
}
