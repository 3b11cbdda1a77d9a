package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ObjectId;
import io.mobula.api.resource.Bytes;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Outcome;
import io.mobula.store.HeldObject;
import io.mobula.store.ObjectStore;
import io.mobula.store.StoreSettings;
import io.mobula.store.TransferLimits;
import io.mobula.store.Transfers;
import io.mobula.store.memory.NativeMemory;
import io.mobula.store.spill.SpillFiles;
import io.mobula.store.spill.SpillSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not here any more is missed, not failed: its owner may have it made again. */
class StoredValuesTest {
    private static final int MIB = 1 << 20;
    private static final ProcessId SELF = ProcessId.node(1, 1);

    @TempDir
    Path dir;

    private ObjectStore store;
    private StoredValues values;

    @BeforeEach
    void open() {
        var spill = new SpillFiles(SpillSettings.of(List.of(dir), "node", Bytes.gibi(1)));
        store = new ObjectStore(new StoreSettings(
                new NativeMemory(16L * MIB), Optional.of(spill), Duration.ofSeconds(60), () -> {}, (_, _) -> {}));
        var transfers = new Transfers(
                store,
                peer -> {
                    throw new AssertionError("nothing is fetched from " + peer);
                },
                TransferLimits.DEFAULT);
        values = new StoredValues(store, () -> SELF, transfers);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Outcome.Stored stored(int number) {
        var ref = new RefKey(new ObjectId(7, number), ProcessId.driver(7), number);
        return new Outcome.Stored(new CopyKey(ref, 1), SELF, 5 * MIB, List.of());
    }

    private static byte[] bytes(int number) {
        var bytes = new byte[5 * MIB];
        bytes[number] = (byte) number;
        return bytes;
    }

    private void put(int number) {
        values.put(stored(number).copy(), bytes(number), "put");
    }

    private boolean isOnDiskAlone(int number) {
        return store.report(10).top().stream()
                .anyMatch(object ->
                        object.key().equals(stored(number).copy()) && object.place() == HeldObject.Place.DISK);
    }

    private void deleteFiles() throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path file : all.filter(Files::isRegularFile).toList())
                if (!file.getFileName().toString().equals("lock")) Files.delete(file);
        }
    }

    @Test
    void whatIsNotInTheStoreIsMissed() {
        var missed = assertThrows(MissedCopy.class, () -> values.read(stored(1)));
        assertEquals(stored(1), missed.stored);
        assertTrue(String.valueOf(missed.getMessage()).contains("not in the store"), missed.getMessage());
    }

    @Test
    void whatWasOnDiskAndIsNotThereAnyMoreIsMissed() throws Exception {
        for (int number = 1; number <= 4; number++) put(number);
        for (long end = System.nanoTime() + 60_000_000_000L; !isOnDiskAlone(1); Thread.sleep(1))
            assertTrue(System.nanoTime() < end, "it is written to disk");
        deleteFiles();
        var first = assertThrows(MissedCopy.class, () -> values.read(stored(1)));
        assertTrue(String.valueOf(first.getMessage()).contains("is not there any more"), first.getMessage());
        var second = assertThrows(MissedCopy.class, () -> values.read(stored(1)));
        assertTrue(String.valueOf(second.getMessage()).contains("is not there any more"), second.getMessage());
        put(1);
        assertArrayEquals(bytes(1), values.read(stored(1)));
    }
}
