package io.mobula.store;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.ObjectLostException;
import io.mobula.core.id.CopyKey;
import io.mobula.store.memory.Block;
import io.mobula.store.spill.SpillFiles;
import io.mobula.store.spill.SpillLostException;
import io.mobula.store.spill.SpillRecord;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reading spilled objects, and what a failure of it means for them. */
final class DiskReads {
    @FunctionalInterface
    private interface Read {
        void run() throws IOException;
    }

    private final ObjectStore store;
    private final Shelves shelves;
    private final BiConsumer<CopyKey, String> lost;

    DiskReads(ObjectStore store, Shelves shelves, StoreSettings settings) {
        this.store = store;
        this.shelves = shelves;
        this.lost = settings.lost();
    }

    private SpillFiles spill() {
        return shelves.spill.orElseThrow();
    }

    /** All bytes of a pinned object: read into memory if there is room that costs nobody anything, else past it. */
    MemorySegment load(StoredObject object, RoomQueue rooms) {
        SpillRecord file;
        Optional<Block> room;
        synchronized (shelves) {
            if (object.block.isPresent()) return object.memory().orElseThrow().asReadOnly();
            file = file(object);
            boolean mayTake = !object.restoring && rooms.size() == 0 && !shelves.closed;
            room = mayTake ? shelves.take(object.sizeBytes) : Optional.empty();
            object.restoring |= room.isPresent();
        }
        shelves.memory.settle();
        if (room.isPresent()) {
            if (Rooms.ready(shelves.memory, room.get())) return restored(object, file, room.get());
            notRestored(object, room.get());
        }
        MemorySegment array = MemorySegment.ofArray(new byte[Math.toIntExact(object.sizeBytes)]);
        read(object, file, () -> spill().read(file, array));
        return array.asReadOnly();
    }

    private MemorySegment restored(StoredObject object, SpillRecord file, Block room) {
        MemorySegment memory = room.memory().asSlice(0, object.sizeBytes);
        try {
            read(object, file, () -> spill().read(file, memory));
        } catch (RuntimeException failed) {
            notRestored(object, room);
            throw failed;
        }
        synchronized (shelves) {
            object.restoring = false;
            object.block = Optional.of(room);
            shelves.restored++;
        }
        return memory.asReadOnly();
    }

    private void notRestored(StoredObject object, Block room) {
        synchronized (shelves) {
            object.restoring = false;
            shelves.memory.giveBack(room);
        }
        store.afterRelease();
    }

    /** Some bytes of a pinned object, as many as the buffer takes. */
    void part(StoredObject object, long offset, ByteBuffer into) {
        SpillRecord file;
        synchronized (shelves) {
            file = file(object);
        }
        read(object, file, () -> spill().read(file, offset, into));
    }

    private static SpillRecord file(StoredObject object) {
        return object.file.orElseThrow(() -> lost(object, object.loss));
    }

    private void read(StoredObject object, SpillRecord file, Read how) {
        try {
            how.run();
        } catch (SpillLostException e) {
            lose(object, file, String.valueOf(e.getMessage()));
            throw lost(object, String.valueOf(e.getMessage()));
        } catch (ClosedByInterruptException e) {
            throw Rooms.interrupted("Reading object " + object.key + " from disk");
        } catch (IOException e) {
            throw lost(object, "its spilled file " + file.path() + " cannot be opened: " + e.getMessage());
        }
    }

    /** Its file does not have its bytes. */
    private void lose(StoredObject object, SpillRecord file, String why) {
        synchronized (shelves) {
            if (object.block.isPresent() || object.file.isEmpty()) return; // another reader has them, or has said so
            object.file = Optional.empty();
            object.loss = why;
            if (object.state == StoredObject.State.SEALED) object.become(StoredObject.State.LOST);
            shelves.lost++;
        }
        spill().release(file);
        lost.accept(object.key, why);
    }

    static ObjectLostException lost(StoredObject object, String why) {
        return new ObjectLostException(
                ErrorCode.OBJECT_LOST,
                "Object %s (%,d bytes) is lost: %s. Check that disk, and run again the task that made it"
                        .formatted(object.key.ref(), object.sizeBytes, why),
                null);
    }
}
