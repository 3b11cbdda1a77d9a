package io.mobula.store;

import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.api.resource.Bytes;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The objects in this process's memory: sealed, immutable, counted against a capacity.
 *
 * <p>Thread safety: any thread; nothing blocks but the copying itself. Memory is got and given back outside the lock.
 *
 * <p>Failure: {@link ObjectStoreFullException} when capacity is left neither free nor by evicting unpinned {@linkplain CopyKind#COPY copies}.
 *
 * <p>Cost: a put copies once, a pin nothing.
 */
public final class ObjectStore implements AutoCloseable {
    private final long capacityBytes;
    private final Map<CopyKey, StoredObject> objects = new HashMap<>();

    /** The sealed copies among {@link #objects}, least recently pinned first. */
    private final LinkedHashMap<CopyKey, StoredObject> copies = new LinkedHashMap<>(16, 0.75f, true);

    private final WarmBlocks warm = new WarmBlocks();

    /** Charged to objects, found or freed and still read. With {@link #warm} never above the capacity (STORE-2). */
    private long usedBytes;

    private long evicted;
    private boolean closed;
    private final LongAdder movedIn = new LongAdder();
    private final LongAdder movedOut = new LongAdder();

    public ObjectStore(Bytes capacity) {
        this.capacityBytes = capacity.count();
    }

    /**
     * Room for an object that is about to be written.
     *
     * @throws IllegalStateException if an object of this key is here or being written: no two makers share a key
     */
    public Reservation reserve(CopyKey key, CopyKind kind, long sizeBytes) {
        var object = new StoredObject(key, kind, sizeBytes);
        Optional<Block.OffHeap> block;
        List<Block.OffHeap> surplus;
        synchronized (this) {
            if (closed) throw new IllegalStateException("the object store is closed");
            if (objects.containsKey(key)) throw new IllegalStateException("object " + key + " is in the store already");
            makeRoom(object);
            block = takeWarm(sizeBytes);
            block.ifPresent(taken -> object.chargedBytes = taken.sizeBytes());
            surplus = warm.shrinkTo(capacityBytes - usedBytes - object.chargedBytes);
            objects.put(key, object);
            usedBytes += object.chargedBytes;
        }
        surplus.forEach(Block.OffHeap::giveBack);
        Block memory = block.isPresent() ? block.get() : newBlock(object);
        synchronized (this) {
            object.block = Optional.of(memory);
        }
        return new Reservation(this, object, memory.memory().asSlice(0, sizeBytes));
    }

    /** Copies the bytes in. */
    public void put(CopyKey key, MemorySegment bytes) {
        try (Reservation room = reserve(key, CopyKind.PRIMARY, bytes.byteSize())) {
            room.memory().copyFrom(bytes);
            room.seal().close();
        }
    }

    /** The object for reading, if it is here and sealed. */
    public synchronized Optional<Pin> pin(CopyKey key) {
        StoredObject object = objects.get(key);
        if (object == null || object.state != StoredObject.State.SEALED) return Optional.empty();
        if (object.kind == CopyKind.COPY) copies.get(key); // now the most recently used
        return Optional.of(pinned(object));
    }

    /** A copy is the only one from now on, and is not evicted. False if it is not here. */
    public synchronized boolean keep(CopyKey key) {
        StoredObject object = objects.get(key);
        if (object == null || object.state != StoredObject.State.SEALED) return false;
        object.kind = CopyKind.PRIMARY;
        copies.remove(key);
        return true;
    }

    /** Nobody will ask for it any more. What is being read or written goes when that is done. Unknown keys are no error. */
    public void free(CopyKey key) {
        List<Block.OffHeap> surplus;
        synchronized (this) {
            StoredObject object = objects.get(key);
            if (object == null) return;
            boolean writing = object.state == StoredObject.State.RESERVED;
            forget(object);
            surplus = object.pins == 0 && !writing ? release(object) : List.of();
        }
        surplus.forEach(Block.OffHeap::giveBack);
    }

    /** Its owner is dead: nobody will say of what it owned that it is needed no more. */
    public void freeAllOf(ProcessId owner) {
        List<CopyKey> keys;
        synchronized (this) {
            keys = objects.keySet().stream()
                    .filter(key -> key.ref().owner().equals(owner))
                    .toList();
        }
        keys.forEach(this::free);
    }

    public synchronized StoreStats stats() {
        long copyBytes =
                copies.values().stream().mapToLong(copy -> copy.chargedBytes).sum();
        int sealed = (int) objects.values().stream()
                .filter(object -> object.state == StoredObject.State.SEALED)
                .count();
        return new StoreStats(
                sealed, capacityBytes, usedBytes, warm.heldBytes(), copyBytes, evicted, movedIn.sum(), movedOut.sum());
    }

    /** Gives back all memory that nobody reads; what is pinned goes with its last pin. */
    @Override
    public void close() {
        List<CopyKey> keys;
        synchronized (this) {
            closed = true;
            keys = List.copyOf(objects.keySet());
        }
        keys.forEach(this::free);
        List<Block.OffHeap> surplus;
        synchronized (this) {
            surplus = warm.shrinkTo(0);
        }
        surplus.forEach(Block.OffHeap::giveBack);
    }

    synchronized Pin seal(StoredObject object) {
        if (object.state == StoredObject.State.RESERVED) {
            object.state = StoredObject.State.SEALED;
            if (object.kind == CopyKind.COPY) copies.put(object.key, object);
        }
        return pinned(object);
    }

    /** For a holder of a pin: also an object freed meanwhile stays readable. */
    synchronized Pin repin(StoredObject object, MemorySegment bytes) {
        object.pins++;
        return new Pin(this, object, bytes);
    }

    void abandon(StoredObject object) {
        List<Block.OffHeap> surplus;
        synchronized (this) {
            forget(object);
            surplus = release(object);
        }
        surplus.forEach(Block.OffHeap::giveBack);
    }

    void unpin(StoredObject object) {
        List<Block.OffHeap> surplus;
        synchronized (this) {
            object.pins--;
            surplus = object.pins == 0 && object.state == StoredObject.State.FREED ? release(object) : List.of();
        }
        surplus.forEach(Block.OffHeap::giveBack);
    }

    void countIn(long bytes) {
        movedIn.add(bytes);
    }

    void countOut(long bytes) {
        movedOut.add(bytes);
    }

    private Pin pinned(StoredObject object) {
        object.pins++;
        MemorySegment bytes = object.block.orElseThrow().memory().asSlice(0, object.sizeBytes);
        return new Pin(this, object, bytes.asReadOnly());
    }

    private Optional<Block.OffHeap> takeWarm(long sizeBytes) {
        if (sizeBytes <= Block.HEAP_LIMIT_BYTES) return Optional.empty();
        return warm.take(sizeBytes, capacityBytes - usedBytes);
    }

    /** So that the object's own size fits, at least. */
    private void makeRoom(StoredObject wanted) {
        while (usedBytes > capacityBytes - wanted.sizeBytes) {
            Optional<StoredObject> unread =
                    copies.values().stream().filter(copy -> copy.pins == 0).findFirst();
            if (unread.isEmpty()) throw StoreFull.of(wanted, capacityBytes, usedBytes, objects.values());
            forget(unread.get());
            keepWarm(unread.get());
            evicted++;
        }
    }

    private Block newBlock(StoredObject object) {
        try {
            return object.sizeBytes <= Block.HEAP_LIMIT_BYTES
                    ? Block.Heap.of(object.sizeBytes)
                    : Block.OffHeap.of(object.sizeBytes);
        } catch (OutOfMemoryError refused) {
            abandon(object);
            throw StoreFull.bySystem(object, refused);
        }
    }

    /** Nobody finds it any more. */
    private void forget(StoredObject object) {
        object.state = StoredObject.State.FREED;
        objects.remove(object.key, object);
        copies.remove(object.key, object);
    }

    /** Its memory is nobody's any more. */
    private List<Block.OffHeap> release(StoredObject object) {
        keepWarm(object);
        return warm.shrinkTo(closed ? 0 : capacityBytes - usedBytes);
    }

    private void keepWarm(StoredObject object) {
        usedBytes -= object.chargedBytes;
        object.block.ifPresent(block -> {
            switch (block) {
                case Block.Heap _ -> {}
                case Block.OffHeap offHeap -> warm.add(offHeap);
            }
        });
        object.block = Optional.empty();
    }
}
