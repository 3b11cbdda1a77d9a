package io.mobula.store;

import io.mobula.RaceSearch;
import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.core.id.CopyKey;
import io.mobula.store.memory.Block;
import io.mobula.store.memory.Memory;
import io.mobula.store.memory.SharedMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Bytes that are pinned are those of their object, whoever frees, evicts and writes beside; and all memory comes back. */
@Param(name = "key", gen = IntGen.class, conf = "1:3")
public class StoreRaceTest {
    private static final int SLOTS = 2;
    private static final int SLOT_BYTES = 2;
    private static final byte GARBAGE = -1;

    private final Slots slots = new Slots();
    private final ObjectStore store = new ObjectStore(StoreSettings.inMemory(slots, Duration.ZERO));

    private static CopyKey key(int n) {
        return Samples.key(n);
    }

    @Operation
    public void put(@Param(name = "key") int n) {
        try (Reservation room = store.reserve(new NewObject(key(n), CopyKind.COPY, SLOT_BYTES, "copy"))) {
            room.memory().set(ValueLayout.JAVA_BYTE, 0, (byte) n);
            room.memory().set(ValueLayout.JAVA_BYTE, 1, (byte) n);
            try (Pin pin = room.seal()) {
                requireBytes(pin, n);
            }
        } catch (ObjectStoreFullException | IllegalStateException fullOrThereAlready) {
            // both may be
        }
    }

    @Operation
    public void read(@Param(name = "key") int n) {
        Optional<Pin> found = store.pin(key(n));
        if (found.isEmpty()) return;
        try (Pin pin = found.get()) {
            requireBytes(pin, n);
        }
    }

    @Operation
    public void free(@Param(name = "key") int n) {
        store.free(key(n));
    }

    private static void requireBytes(Pin pin, int n) {
        for (int i = 0; i < SLOT_BYTES; i++) {
            byte found = pin.bytes().get(ValueLayout.JAVA_BYTE, i);
            if (found != n) throw new AssertionError("object " + n + " reads as " + found);
        }
    }

    @Validate
    public void nothingIsLostOfTheMemory() {
        for (int n = 1; n <= 3; n++) store.free(key(n));
        if (slots.usedBytes() != 0) throw new AssertionError(slots.usedBytes() + " bytes are still taken");
    }

    @Test
    void aPinHoldsItsBytes() {
        RaceSearch.in(StoreRaceTest.class);
    }

    /** Memory in which what is given back is garbage at once, and used again by the next. */
    private static final class Slots implements Memory {
        private record Slot(int index, MemorySegment memory) implements Block {
            @Override
            public long sizeBytes() {
                return SLOT_BYTES;
            }
        }

        private final byte[] bytes = new byte[SLOTS * SLOT_BYTES];
        private final boolean[] taken = new boolean[SLOTS];

        @Override
        public Optional<Block> take(long sizeBytes) {
            for (int i = 0; i < SLOTS; i++) {
                if (taken[i]) continue;
                taken[i] = true;
                return Optional.of(
                        new Slot(i, MemorySegment.ofArray(bytes).asSlice((long) i * SLOT_BYTES, SLOT_BYTES)));
            }
            return Optional.empty();
        }

        @Override
        public Ready ready(Block block) {
            return Ready.YES;
        }

        @Override
        public void giveBack(Block block) {
            var slot = (Slot) block;
            if (!taken[slot.index]) throw new AssertionError("given back twice");
            taken[slot.index] = false;
            slot.memory.fill(GARBAGE);
        }

        @Override
        public void settle() {}

        @Override
        public long capacityBytes() {
            return (long) SLOTS * SLOT_BYTES;
        }

        @Override
        public long usedBytes() {
            long used = 0;
            for (boolean one : taken) used += one ? SLOT_BYTES : 0;
            return used;
        }

        @Override
        public long warmBytes() {
            return 0;
        }

        @Override
        public long longestBytes() {
            return capacityBytes() - usedBytes();
        }

        @Override
        public String description() {
            return "slots";
        }

        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public Optional<SharedMemory> shared() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
