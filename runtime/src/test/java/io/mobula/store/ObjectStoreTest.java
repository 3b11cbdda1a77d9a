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

import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.api.resource.Bytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectStoreTest {
    private static final int MIB = 1 << 20;

    private final ObjectStore store = new ObjectStore(Bytes.mebi(4));

    @AfterEach
    void closeStore() {
        store.close();
        assertEquals(0, store.stats().usedBytes(), "every byte is given back");
    }

    private void copy(int n, int size) {
        try (Reservation room = store.reserve(new NewObject(key(n), CopyKind.COPY, size, "copy"))) {
            room.memory().copyFrom(MemorySegment.ofArray(bytes(n, size)));
            room.seal().close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256 << 10, (256 << 10) + 1, 3 * MIB})
    void givesBackTheBytesThatWerePut(int size) {
        put(store, 1, bytes(1, size));
        try (Pin pin = store.pin(key(1)).orElseThrow()) {
            assertArrayEquals(bytes(1, size), read(pin));
        }
        assertEquals(size, store.stats().usedBytes());
    }

    @Test
    void handsOutBytesThatCannotBeWritten() {
        put(store, 1, bytes(1, MIB));
        try (Pin pin = store.pin(key(1)).orElseThrow()) {
            assertThrows(IllegalArgumentException.class, () -> pin.bytes().set(ValueLayout.JAVA_BYTE, 0, (byte) 1));
        }
    }

    @Test
    void keepsAFreedObjectWhileItIsRead() {
        put(store, 1, bytes(1, 3 * MIB));
        Pin pin = store.pin(key(1)).orElseThrow();
        store.free(key(1));
        assertTrue(store.pin(key(1)).isEmpty());
        assertThrows(ObjectStoreFullException.class, () -> put(store, 2, bytes(2, 3 * MIB)));
        assertArrayEquals(bytes(1, 3 * MIB), read(pin));
        pin.close();
        pin.close();
        assertThrows(IllegalStateException.class, pin::bytes);
        put(store, 2, bytes(2, 3 * MIB));
    }

    @Test
    void aCopyThatIsKeptIsNotEvicted() {
        copy(1, 2 * MIB);
        copy(2, 2 * MIB);
        assertTrue(store.keep(key(1)));
        assertFalse(store.keep(key(3)));
        put(store, 4, bytes(4, 2 * MIB));
        assertTrue(store.pin(key(2)).isEmpty());
        assertThrows(ObjectStoreFullException.class, () -> put(store, 5, bytes(5, 2 * MIB)));
        try (Pin pin = store.pin(key(1)).orElseThrow()) {
            assertArrayEquals(bytes(1, 2 * MIB), read(pin));
        }
        assertEquals(2, store.primaries().count());
    }

    @Test
    void usesFreedMemoryAgain() {
        put(store, 1, bytes(1, MIB));
        MemorySegment before;
        try (Pin pin = store.pin(key(1)).orElseThrow()) {
            before = pin.bytes();
        }
        store.free(key(1));
        assertEquals(MIB, store.stats().warmBytes());
        put(store, 2, bytes(2, MIB - 1000));
        try (Pin pin = store.pin(key(2)).orElseThrow()) {
            assertEquals(before.address(), pin.bytes().address());
            assertArrayEquals(bytes(2, MIB - 1000), read(pin));
        }
    }

    @Test
    void countsWarmMemoryAgainstTheCapacity() {
        for (int n = 1; n <= 4; n++) put(store, n, bytes(n, MIB));
        for (int n = 1; n <= 4; n++) store.free(key(n));
        put(store, 5, bytes(5, 3 * MIB));
        assertTrue(
                store.stats().usedBytes() + store.stats().warmBytes() <= 4 * MIB,
                store.stats().toString());
    }

    @Test
    void refusesOverCapacityAndNamesTheLargestHolders() {
        put(store, 1, bytes(1, MIB));
        put(store, 2, bytes(2, 2 * MIB));
        try (Pin _ = store.pin(key(1)).orElseThrow()) {
            var full = assertThrows(ObjectStoreFullException.class, () -> put(store, 3, bytes(3, 2 * MIB)));
            assertEquals(
                    "Object 00000000@driver-7#3 of 2.0 MiB does not fit into the object store: 3.0 MiB of 4.0 MiB are"
                            + " in use by 2 objects (nothing is spilled here), the largest 00000000@driver-7#2 with 2.0"
                            + " MiB (put), 00000000@driver-7#1 with 1.0 MiB (put, pinned by this process). Drop refs to"
                            + " objects no longer needed, or raise mobula.store.memory (a driver has half of its -Xmx)."
                            + " [OBJECT_STORE_FULL]",
                    full.getMessage());
        }
    }

    @Test
    void evictsTheLeastRecentlyReadCopyBeforeItRefuses() {
        copy(1, MIB);
        copy(2, MIB);
        put(store, 3, bytes(3, 2 * MIB));
        store.pin(key(1)).orElseThrow().close();
        put(store, 4, bytes(4, MIB));
        assertTrue(store.pin(key(2)).isEmpty());
        store.pin(key(1)).orElseThrow().close();
        assertEquals(1, store.stats().evicted());
        assertEquals(MIB, store.stats().copyBytes());
    }

    @Test
    void neverEvictsACopyThatIsReadNorAPrimary() {
        copy(1, 2 * MIB);
        put(store, 2, bytes(2, 2 * MIB));
        try (Pin pin = store.pin(key(1)).orElseThrow()) {
            assertThrows(ObjectStoreFullException.class, () -> put(store, 3, bytes(3, MIB)));
            assertArrayEquals(bytes(1, 2 * MIB), read(pin));
        }
    }

    @Test
    void hidesAnObjectUntilItIsSealedAndGivesBackOneThatNeverIs() {
        Reservation room = store.reserve(new NewObject(key(1), CopyKind.PRIMARY, MIB, "put"));
        assertTrue(store.pin(key(1)).isEmpty());
        assertThrows(
                IllegalStateException.class, () -> store.reserve(new NewObject(key(1), CopyKind.COPY, MIB, "copy")));
        room.close();
        assertEquals(0, store.stats().usedBytes());
        assertThrows(IllegalStateException.class, room::seal);
    }

    @Test
    void anObjectFreedWhileItIsWrittenIsFoundByNobody() {
        Reservation room = store.reserve(new NewObject(key(1), CopyKind.COPY, MIB, "copy"));
        store.free(key(1));
        room.memory().copyFrom(MemorySegment.ofArray(bytes(1, MIB)));
        try (Pin pin = room.seal()) {
            assertArrayEquals(bytes(1, MIB), read(pin));
            assertTrue(store.pin(key(1)).isEmpty());
        }
        assertEquals(0, store.stats().usedBytes());
    }
}
