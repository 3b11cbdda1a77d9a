package io.mobula.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.resource.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeStoreTest {
    @TempDir
    Path dir;

    private static final class Sample {
        final byte[] bytes;
        final String sha256;

        Sample(byte[] bytes) {
            this.bytes = bytes;
            this.sha256 = Sha256.of(bytes);
        }

        static Sample of(int seed, int size) {
            byte[] bytes = new byte[size];
            new Random(seed).nextBytes(bytes);
            return new Sample(bytes);
        }

        Manifest.Entry entry() {
            return new Manifest.Entry("sample.jar", sha256, bytes.length);
        }

        void putInto(CodeStore store) throws IOException {
            store.put(sha256, bytes.length, out -> out.write(bytes));
        }
    }

    private CodeStore open(long capacity) throws IOException {
        return CodeStore.open(dir.resolve("code"), Bytes.of(capacity), List.of());
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(dir.resolve("code"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keepsWhatWasPutOverARestart() throws IOException {
        Sample sample = Sample.of(1, 1000);
        sample.putInto(open(10_000));
        CodeStore again = open(10_000);
        assertTrue(again.has(sample.sha256));
        try (BlobUse use = again.use(sample.sha256).orElseThrow()) {
            assertArrayEquals(sample.bytes, Files.readAllBytes(use.path()));
        }
    }

    @Test
    void refusesBytesThatDoNotHashToTheirNameAndLeavesNothingBehind() throws IOException {
        Sample sample = Sample.of(1, 1000);
        CodeStore store = open(10_000);
        for (byte[] wrong : List.of(new byte[1000], new byte[999], new byte[5000])) {
            var refused =
                    assertThrows(CodeException.class, () -> store.put(sample.sha256, 1000, out -> out.write(wrong)));
            assertEquals(ErrorCode.CODE_MISMATCH, refused.code());
        }
        assertFalse(store.has(sample.sha256));
        assertEquals(List.of(), files());
        Sample.of(2, 10_000).putInto(store); // and no room is lost
    }

    @Test
    void removesWhatACrashLeftHalfWritten() throws IOException {
        open(1000);
        Files.writeString(dir.resolve("code/abcdef01123.part"), "half");
        open(1000);
        assertEquals(List.of(), files());
    }

    @Test
    void dropsACorruptFileAndFetchesItAgain() throws IOException {
        Sample sample = Sample.of(1, 1000);
        sample.putInto(open(10_000));
        Files.write(dir.resolve("code").resolve(sample.sha256), new byte[700]);
        CodeStore store = open(10_000);
        assertTrue(store.use(sample.sha256).isEmpty());
        assertFalse(store.has(sample.sha256));
        try (BlobUse use = store.obtain(sample.entry(), (_, out) -> out.write(sample.bytes))) {
            assertArrayEquals(sample.bytes, Files.readAllBytes(use.path()));
        }
    }

    @Test
    void fetchesABlobThatWasRemovedByHandAgain() throws IOException {
        Sample sample = Sample.of(1, 1000);
        CodeStore store = open(10_000);
        sample.putInto(store);
        Files.delete(dir.resolve("code").resolve(sample.sha256));
        assertTrue(store.find(sample.sha256).isEmpty());
        try (BlobUse use = store.obtain(sample.entry(), (_, out) -> out.write(sample.bytes))) {
            assertTrue(Files.exists(use.path()));
        }
    }

    @Test
    void evictsTheLeastRecentlyUsedAlsoAfterARestart() throws IOException {
        CodeStore store = open(3000);
        Sample old = Sample.of(1, 1000);
        Sample used = Sample.of(2, 1000);
        Sample young = Sample.of(3, 1000);
        int second = 0;
        for (Sample sample : List.of(used, old, young)) {
            sample.putInto(store);
            Files.setLastModifiedTime(
                    dir.resolve("code").resolve(sample.sha256), FileTime.fromMillis(1000L * ++second));
        }
        CodeStore again = open(3000);
        again.use(used.sha256).orElseThrow().close();
        Sample.of(4, 1000).putInto(again);
        assertFalse(again.has(old.sha256));
        assertTrue(again.has(used.sha256) && again.has(young.sha256));
    }

    @Test
    void keepsBlobsInUseAndRefusesWhenTheyLeaveNoRoom() throws IOException {
        CodeStore store = open(1500);
        Sample inUse = Sample.of(1, 1000);
        inUse.putInto(store);
        BlobUse use = store.use(inUse.sha256).orElseThrow();
        var full = assertThrows(CodeException.class, () -> Sample.of(2, 1000).putInto(store));
        assertEquals(ErrorCode.CODE_STORE_FULL, full.code());
        assertTrue(full.getMessage().contains("holds 1,000 bytes in use"), full.getMessage());
        use.close();
        use.close(); // a second close gives nothing back
        Sample.of(2, 1000).putInto(store);
        assertFalse(store.has(inUse.sha256));
    }

    @Test
    void refusesABlobThatNeverFits() throws IOException {
        var tooLarge =
                assertThrows(CodeException.class, () -> Sample.of(1, 1000).putInto(open(999)));
        assertEquals(ErrorCode.CODE_TOO_LARGE, tooLarge.code());
    }

    @Test
    void saysThatTheDiskIsFull() throws IOException {
        CodeStore store = open(10_000);
        Sample sample = Sample.of(1, 1000);
        var full = assertThrows(
                CodeException.class,
                () -> store.put(sample.sha256, 1000, out -> {
                    out.write(sample.bytes, 0, 500);
                    throw new IOException("No space left on device");
                }));
        assertEquals(ErrorCode.CODE_STORE_FULL, full.code());
        assertTrue(full.getMessage().contains("is full (No space left on device)"), full.getMessage());
        assertEquals(List.of(), files());
        assertTrue(DiskFull.isCause(new IOException("Auf dem Gerät ist kein Speicherplatz mehr"), 4096));
        assertFalse(DiskFull.isCause(new IOException("connection reset"), Long.MAX_VALUE));
    }

    @Test
    void fetchesABlobOnceForManyAtATime() throws Exception {
        CodeStore store = open(10_000);
        Sample sample = Sample.of(1, 1000);
        var fetches = new AtomicInteger();
        var start = new CyclicBarrier(8);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    store.obtain(sample.entry(), (_, out) -> {
                                fetches.incrementAndGet();
                                out.write(sample.bytes);
                            })
                            .close();
                    return null;
                }));
            }
            for (Future<?> one : all) one.get();
        }
        assertEquals(1, fetches.get());
    }

    @Test
    void aFailedFetchIsNotTheNextOnesFailure() throws IOException {
        CodeStore store = open(10_000);
        Sample sample = Sample.of(1, 1000);
        assertThrows(
                IOException.class,
                () -> store.obtain(sample.entry(), (_, out) -> {
                    out.write(sample.bytes, 0, 10);
                    throw new IOException("peer died");
                }));
        store.obtain(sample.entry(), (_, out) -> out.write(sample.bytes)).close();
        assertTrue(store.has(sample.sha256));
    }

    @Test
    void takesWhatLiesOnTheHostAnywayWithoutCopyingIt() throws IOException {
        Sample sample = Sample.of(1, 1000);
        Path jar = Files.write(dir.resolve("library.jar"), sample.bytes);
        CodeStore store = CodeStore.open(dir.resolve("code"), Bytes.of(10), List.of(jar));
        assertTrue(store.has(sample.sha256));
        try (BlobUse use = store.obtain(sample.entry(), (_, _) -> {
            throw new IOException("no need to fetch");
        })) {
            assertEquals(jar, use.path());
        }
        Files.write(jar, new byte[10]);
        assertFalse(store.has(sample.sha256));
    }
}
