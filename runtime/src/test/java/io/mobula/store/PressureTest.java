package io.mobula.store;

import static io.mobula.store.Samples.bytes;
import static io.mobula.store.Samples.key;
import static io.mobula.store.Samples.put;
import static io.mobula.store.Samples.read;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ObjectLostException;
import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.api.resource.Bytes;
import io.mobula.store.memory.ArenaMemory;
import io.mobula.store.memory.Memory;
import io.mobula.store.memory.NativeMemory;
import io.mobula.store.spill.RefusingDisk;
import io.mobula.store.spill.SpillFiles;
import io.mobula.store.spill.SpillSettings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that is too small for what it is given. */
class PressureTest {
    private static final int MIB = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final RefusingDisk disk = new RefusingDisk();
    private final AtomicInteger collections = new AtomicInteger();
    private final ConcurrentHashMap<Object, String> lost = new ConcurrentHashMap<>();
    private Runnable collection = () -> {};
    private Optional<ObjectStore> opened = Optional.empty();

    private ObjectStore open(Memory memory, Bytes onDisk, Duration patience) {
        var settings = new SpillSettings(List.of(dir.resolve("a"), dir.resolve("b")), "n", onDisk, Duration.ZERO, disk);
        Optional<SpillFiles> spill = onDisk.count() == 0 ? Optional.empty() : Optional.of(new SpillFiles(settings));
        var store = new ObjectStore(new StoreSettings(
                memory,
                spill,
                patience,
                () -> {
                    collections.incrementAndGet();
                    collection.run();
                },
                lost::put));
        opened = Optional.of(store);
        return store;
    }

    private static Memory arena(long bytes) throws Exception {
        Path shm = Path.of("/dev/shm");
        if (!Files.isWritable(shm)) return new NativeMemory(bytes);
        return ArenaMemory.open(shm, "pressure-" + ProcessHandle.current().pid(), bytes);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        opened.ifPresent(store -> {
            store.close();
            assertEquals(0, store.stats().usedBytes(), "every byte is given back");
        });
        assertEquals(List.of(), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().equals("lock"))
                    .toList();
        }
    }

    private static void until(String claim, BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("never: " + claim);
            Thread.sleep(1);
        }
    }

    private static byte[] readBack(ObjectStore store, int n) {
        try (Pin pin = store.pin(key(n)).orElseThrow()) {
            return pin.toArray();
        }
    }

    /** Until object 1 is on disk alone. */
    private static Path spilledFile(ObjectStore store, int fillers) throws Exception {
        put(store, 1, bytes(1, 5 * MIB));
        for (int n = 2; n < 2 + fillers; n++) put(store, n, bytes(n, 5 * MIB));
        until(
                "it has left memory",
                () -> store.report(100).top().stream()
                        .anyMatch(object -> object.key().equals(key(1)) && object.place() == HeldObject.Place.DISK));
        try (Pin pin = store.pin(key(1)).orElseThrow()) {
            return pin.file().orElseThrow();
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void threeHundredObjectsOf10MbGoThroughAStoreOf512() throws Exception {
        ObjectStore store = open(arena(512L * MIB), Bytes.gibi(8), PATIENCE);
        byte[] value = bytes(7, 10_000_000);
        for (int n = 0; n < 300; n++) {
            ByteBuffer.wrap(value).putInt(0, n);
            put(store, n, value);
            assertTrue(store.stats().usedBytes() <= 512L * MIB);
        }
        assertTrue(
                store.stats().spill().liveBytes() > 2_000L * MIB, store.stats().toString());
        for (int n = 299; n >= 0; n -= 7) {
            ByteBuffer.wrap(value).putInt(0, n);
            assertArrayEquals(value, readBack(store, n), "object " + n);
        }
        for (int n = 0; n < 300; n++) store.free(key(n));
        until("all files are deleted", () -> store.stats().spill().files() == 0);
        assertEquals(0, store.stats().objects());
    }

    @Test
    void manyThreadsOfMixedSizesReadWhatTheyPut() throws Exception {
        ObjectStore store = open(arena(32L * MIB), Bytes.gibi(1), PATIENCE);
        var done = new ArrayList<CompletableFuture<Void>>();
        for (int t = 0; t < 4; t++) {
            int first = t * 1_000;
            done.add(CompletableFuture.runAsync(() -> {
                var random = new Random(first);
                var sizes = new int[60];
                for (int i = 0; i < sizes.length; i++) {
                    sizes[i] = random.nextInt(10) == 0 ? random.nextInt(8 * MIB) : random.nextInt(MIB);
                    put(store, first + i, bytes(first + i, sizes[i]));
                    int earlier = random.nextInt(i + 1);
                    if (sizes[earlier] >= 0)
                        assertArrayEquals(bytes(first + earlier, sizes[earlier]), readBack(store, first + earlier));
                    int freed = random.nextInt(i + 1);
                    if (random.nextInt(4) == 0) {
                        store.free(key(first + freed));
                        sizes[freed] = -1;
                    }
                }
                for (int i = 0; i < sizes.length; i++)
                    if (sizes[i] >= 0) assertArrayEquals(bytes(first + i, sizes[i]), readBack(store, first + i));
            }));
        }
        for (var one : done) one.get();
        assertTrue(store.stats().spill().written() > 0);
    }

    @Test
    void whatIsOnDiskComesBackToMemoryWhereThereIsRoomAndIsNotWrittenTwice() throws Exception {
        ObjectStore store = open(new NativeMemory(16L * MIB), Bytes.gibi(1), PATIENCE);
        spilledFile(store, 3);
        for (int n = 2; n < 5; n++) store.free(key(n));
        until("nothing of them is being written any more", () -> store.stats().usedBytes() == 0);
        long written = store.stats().spill().written();
        assertArrayEquals(bytes(1, 5 * MIB), readBack(store, 1));
        assertEquals(1, store.report(1).restored());
        assertEquals(
                HeldObject.Place.MEMORY_AND_DISK,
                store.report(1).top().getFirst().place());
        put(store, 5, bytes(5, 14 * MIB)); // its memory goes at once: its file has it
        assertArrayEquals(bytes(1, 5 * MIB), readBack(store, 1));
        assertTrue(store.stats().spill().written() - written <= 14L * MIB, "no second time");
    }

    @Test
    void aReaderOfWhatIsOnDiskNeedsNoRoom() throws Exception {
        ObjectStore store = open(new NativeMemory(16L * MIB), Bytes.gibi(1), PATIENCE);
        spilledFile(store, 3);
        for (int n = 2; n < 5; n++) store.free(key(n));
        put(store, 6, bytes(6, 15 * MIB));
        try (Pin pinned = store.pin(key(6)).orElseThrow();
                Pin pin = store.pin(key(1)).orElseThrow()) {
            assertArrayEquals(bytes(6, 15 * MIB), read(pinned));
            assertArrayEquals(bytes(1, 5 * MIB), read(pin));
            assertEquals(HeldObject.Place.DISK, store.report(10).top().getLast().place());
        }
    }

    @Test
    void aFlippedBitOnDiskIsALostObjectAndTheReaderIsToldWhichFile() throws Exception {
        ObjectStore store = open(new NativeMemory(16L * MIB), Bytes.gibi(1), PATIENCE);
        Path file = spilledFile(store, 3);
        try (var bits = new RandomAccessFile(file.toFile(), "rw")) {
            bits.seek(3 * MIB);
            int one = bits.read();
            bits.seek(3 * MIB);
            bits.write(one ^ 1);
        }
        var failure = assertThrows(ObjectLostException.class, () -> readBack(store, 1));
        assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
        assertTrue(failure.getMessage().contains("[OBJECT_LOST]"), failure.getMessage());
        assertTrue(store.pin(key(1)).isEmpty());
        assertTrue(store.lossOf(key(1)).orElseThrow().contains(file.toString()));
        assertEquals(1, lost.size());
        assertEquals(1, store.report(1).lost());
        store.free(key(1));
        assertTrue(store.lossOf(key(1)).isEmpty());
    }

    @Test
    void aMissingFileIsALostObject() throws Exception {
        ObjectStore store = open(new NativeMemory(16L * MIB), Bytes.gibi(1), PATIENCE);
        Files.delete(spilledFile(store, 3));
        assertThrows(ObjectLostException.class, () -> readBack(store, 1));
    }

    @Test
    void whatIsLostHereMayBeBroughtFromElsewhere() throws Exception {
        ObjectStore store = open(new NativeMemory(16L * MIB), Bytes.gibi(1), PATIENCE);
        Files.delete(spilledFile(store, 3));
        assertThrows(ObjectLostException.class, () -> readBack(store, 1));
        put(store, 1, bytes(1, 5 * MIB));
        assertArrayEquals(bytes(1, 5 * MIB), readBack(store, 1));
        assertTrue(store.lossOf(key(1)).isEmpty());
    }

    @Test
    void aFullDiskIsToldToWhoWaitedInVainAndServesAgainWhenItHasRoom() throws Exception {
        disk.fillAfter(dir, 0);
        ObjectStore store = open(new NativeMemory(8L * MIB), Bytes.gibi(1), Duration.ofSeconds(2));
        put(store, 1, bytes(1, 5 * MIB));
        var full = assertThrows(ObjectStoreFullException.class, () -> put(store, 2, bytes(2, 5 * MIB)));
        assertTrue(full.getMessage().contains("not within 2000 ms"), full.getMessage());
        assertTrue(full.getMessage().contains("mobula.store.spill.folders"), full.getMessage());
        assertTrue(full.getMessage().contains("00000000@driver-7#1 with 5.0 MiB (put)"), full.getMessage());
        assertTrue(collections.get() > 0, "holders were asked first");
        disk.fillAfter(dir, Long.MAX_VALUE);
        until("it fits", () -> {
            try {
                put(store, 3, bytes(3, 5 * MIB));
                return true;
            } catch (ObjectStoreFullException stillFull) {
                return false;
            }
        });
        assertArrayEquals(bytes(1, 5 * MIB), readBack(store, 1));
    }

    @Test
    void aCollectionThatFreesEnoughSparesTheDisk() throws Exception {
        ObjectStore store = open(new NativeMemory(8L * MIB), Bytes.gibi(1), PATIENCE);
        put(store, 1, bytes(1, 5 * MIB));
        collection = () -> store.free(key(1));
        put(store, 2, bytes(2, 5 * MIB));
        assertEquals(0, store.stats().spill().written());
    }

    @Test
    void whoWaitsGetsTheRoomThatAReaderGivesBack() throws Exception {
        ObjectStore store = open(new NativeMemory(8L * MIB), Bytes.of(0), PATIENCE);
        put(store, 1, bytes(1, 5 * MIB));
        Pin pin = store.pin(key(1)).orElseThrow();
        store.free(key(1));
        CompletableFuture<Reservation> later =
                store.reserveLater(new NewObject(key(2), CopyKind.COPY, 5 * MIB, "copy"));
        CompletableFuture<Reservation> behind = store.reserveLater(new NewObject(key(3), CopyKind.COPY, MIB, "copy"));
        assertFalse(later.isDone() || behind.isDone(), "nobody is overtaken");
        assertEquals(2, store.report(0).waiting());
        pin.close();
        later.get().close();
        behind.get().close();
    }

    @Test
    void whoGivesUpWaitingLeavesNothingBehind() throws Exception {
        ObjectStore store = open(new NativeMemory(8L * MIB), Bytes.of(0), PATIENCE);
        put(store, 1, bytes(1, 5 * MIB));
        var started = new CountDownLatch(1);
        Thread waiter = Thread.ofPlatform().start(() -> {
            started.countDown();
            assertThrows(RuntimeException.class, () -> put(store, 2, bytes(2, 5 * MIB)));
        });
        started.await();
        until("it waits", () -> store.report(0).waiting() == 1);
        waiter.interrupt();
        waiter.join();
        store.free(key(1));
        put(store, 3, bytes(3, 8 * MIB));
        put(store, 2, bytes(2, 0)); // its key is free again
    }

    @Test
    void anObjectLargerThanTheStoreIsRefusedAtOnce() throws Exception {
        ObjectStore store = open(arena(8L * MIB), Bytes.gibi(1), PATIENCE);
        var full = assertThrows(ObjectStoreFullException.class, () -> put(store, 1, bytes(1, 9 * MIB)));
        assertTrue(full.getMessage().contains("larger than the whole object store of 8.0 MiB"), full.getMessage());
    }

    @Test
    void pinsOfAnotherProcessKeepAnObjectInPlaceUntilItEnds() throws Exception {
        Memory memory = arena(16L * MIB);
        ObjectStore store = open(memory, Bytes.gibi(1), PATIENCE);
        put(store, 1, bytes(1, 5 * MIB));
        if (memory.shared().isEmpty()) return; // nothing to share here
        Lent lent = store.lend(key(1), Samples.NODE).orElseThrow();
        Lent again = store.lend(key(1), Samples.NODE).orElseThrow();
        for (int n = 2; n < 12; n++) put(store, n, bytes(n, 5 * MIB));
        HeldObject held = store.report(20).top().stream()
                .filter(object -> object.key().equals(key(1)))
                .findFirst()
                .orElseThrow();
        assertEquals("node-1.1 2 times", held.pinnedBy());
        try (var scope = java.lang.foreign.Arena.ofConfined()) {
            MemorySegment seen = memory.shared().get().map(scope).asSlice(lent.offset(), lent.sizeBytes());
            assertEquals(-1, seen.mismatch(MemorySegment.ofArray(bytes(1, 5 * MIB))));
            store.free(key(1));
            assertEquals(-1, seen.mismatch(MemorySegment.ofArray(bytes(1, 5 * MIB))));
        }
        store.giveBack(again, Samples.NODE);
        long used = store.stats().usedBytes();
        store.ended(Samples.NODE);
        store.giveBack(lent, Samples.NODE); // it says so too late
        assertEquals(used - 5 * MIB, store.stats().usedBytes());
    }
}
