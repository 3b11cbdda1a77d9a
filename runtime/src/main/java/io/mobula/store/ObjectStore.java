package io.mobula.store;

import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.api.resource.Bytes;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.store.SpillPolicy;
import io.mobula.store.memory.ArenaMemory.ArenaBlock;
import io.mobula.store.memory.NativeMemory;
import io.mobula.store.spill.SpillFiles;
import io.mobula.store.spill.SpillRecord;
import io.mobula.store.spill.SpillStats;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * The objects of this process: sealed, immutable, in memory up to a capacity, on disk beyond.
 *
 * <p>When memory is short, copies that nobody reads and what is on disk already leave it first; then holders of refs are asked for a collection; then primaries that nobody reads are written to disk; whoever wants room
 * waits meanwhile, for a bounded time. Readers never wait for room: what is on disk is read from there.
 *
 * <p>Thread safety: any thread. {@link #reserve} and {@link #put} may wait, and reading bytes that are on disk; nothing else blocks. Memory is got and given back outside the lock.
 *
 * <p>Failure: {@link ObjectStoreFullException} with the top holders.
 *
 * <p>Cost: a put copies once, a pin nothing.
 */
public final class ObjectStore implements AutoCloseable {
    /** Long enough for a collection to free what is garbage, and for a task or two to end. */
    private static final Duration PROGRAM_WAIT = Duration.ofSeconds(5);

    private final Shelves shelves;
    private final RoomQueue rooms;
    private final DiskReads disk;
    private final Keeper keeper;
    private final LongAdder movedIn = new LongAdder();
    private final LongAdder movedOut = new LongAdder();

    /** In process memory, without a disk; who finds no room does not wait. */
    public ObjectStore(Bytes capacity) {
        this(StoreSettings.inMemory(new NativeMemory(capacity.count()), Duration.ZERO));
    }

    /** Of a driver or an embedded node: in its own memory, without a disk. */
    public static ObjectStore ofProgram(Bytes capacity) {
        return new ObjectStore(StoreSettings.inMemory(new NativeMemory(capacity.count()), PROGRAM_WAIT));
    }

    public ObjectStore(StoreSettings settings) {
        this.shelves = new Shelves(settings);
        this.rooms = new RoomQueue(this, shelves, settings.patience(), this::standing);
        this.disk = new DiskReads(this, shelves, settings);
        this.keeper = new Keeper(this, settings);
    }

    /** Room for an object that is about to be written; waits for it. */
    public Reservation reserve(NewObject wanted) {
        return Rooms.await(reserveLater(wanted), wanted);
    }

    /**
     * Room for an object that is about to be written, when there is some.
     *
     * <p>Completes on the caller's thread or on the store's own. Who cancels it, gives the room up.
     *
     * @throws ObjectStoreFullException if it can never be, or may not wait
     * @throws IllegalStateException if an object of this key is here or being written: no two makers share a key
     */
    public CompletableFuture<Reservation> reserveLater(NewObject wanted) {
        CompletableFuture<Reservation> room = rooms.want(new StoredObject(wanted, System.nanoTime()));
        if (!room.isDone()) keeper.wake();
        return room;
    }

    /** Copies the bytes in. Waits for room. */
    public void put(CopyKey key, MemorySegment bytes, String maker) {
        try (Reservation room = reserve(new NewObject(key, CopyKind.PRIMARY, bytes.byteSize(), maker))) {
            room.memory().copyFrom(bytes);
            room.seal().close();
        }
    }

    /** The object for reading, if it is here and sealed. */
    public Optional<Pin> pin(CopyKey key) {
        synchronized (shelves) {
            return shelves.sealed(key).map(this::pinned);
        }
    }

    /** A copy is the only one from now on, and is not evicted. False if it is not here. */
    public boolean keep(CopyKey key) {
        synchronized (shelves) {
            Optional<StoredObject> copy = shelves.sealed(key);
            copy.ifPresent(shelves::keep);
            return copy.isPresent();
        }
    }

    /** Why an object that was here cannot be had any more, if that is so. */
    public Optional<String> lossOf(CopyKey key) {
        synchronized (shelves) {
            return Optional.ofNullable(shelves.objects.get(key))
                    .filter(object -> object.state == StoredObject.State.LOST)
                    .map(object -> object.loss);
        }
    }

    /** The object's place for another process of this machine, if it is in an arena's memory. The reader gives it back, or ends. */
    public Optional<Lent> lend(CopyKey key, ProcessId reader) {
        synchronized (shelves) {
            Optional<StoredObject> found = shelves.sealed(key);
            if (found.isEmpty() || !(found.get().block.orElse(null) instanceof ArenaBlock block))
                return Optional.empty();
            StoredObject object = found.get();
            shelves.hold(object);
            long number = shelves.lending.lend(object, reader);
            return Optional.of(new Lent(number, block.extent().offset(), object.sizeBytes));
        }
    }

    /** The reader reads it no more. What it does not have any more, as it was taken for dead, is no error. */
    public void giveBack(Lent lent, ProcessId reader) {
        Optional<StoredObject> object;
        synchronized (shelves) {
            object = shelves.lending.returned(lent.number(), reader);
        }
        object.ifPresent(this::unpin);
    }

    /** The reader has ended, and with it whatever it had pinned. */
    public void ended(ProcessId reader) {
        List<StoredObject> had;
        synchronized (shelves) {
            had = shelves.lending.ended(reader);
        }
        had.forEach(this::unpin);
    }

    /** Nobody will ask for it any more. What is being read or written goes when that is done. Unknown keys are no error. */
    public void free(CopyKey key) {
        synchronized (shelves) {
            StoredObject object = shelves.objects.get(key);
            if (object == null) return;
            boolean writing = object.state == StoredObject.State.RESERVED;
            shelves.forget(object);
            shelves.freedBytes += object.sizeBytes;
            if (object.pins == 0 && !writing) shelves.release(object);
        }
        afterRelease();
    }

    /** Its owner is dead: nobody will say of what it owned that it is needed no more. */
    public void freeAllOf(ProcessId owner) {
        List<CopyKey> keys;
        synchronized (shelves) {
            keys = shelves.objects.keySet().stream()
                    .filter(key -> key.ref().owner().equals(owner))
                    .toList();
        }
        keys.forEach(this::free);
    }

    /** Bytes that are nowhere else, or of which nobody knows another copy. */
    public Primaries primaries() {
        synchronized (shelves) {
            int count = 0;
            long bytes = 0;
            for (StoredObject object : shelves.objects.values()) {
                if (object.kind != CopyKind.PRIMARY) continue;
                count++;
                bytes += object.sizeBytes;
            }
            return new Primaries(count, bytes);
        }
    }

    public record Primaries(int count, long bytes) {}

    /** The sealed objects, the largest first. */
    public List<Entry> largest(int most) {
        List<Entry> all;
        synchronized (shelves) {
            all = Inventory.sealed(shelves.objects.values()).stream()
                    .map(object -> new Entry(object.key, object.kind, object.sizeBytes, object.pins))
                    .toList();
        }
        return all.stream()
                .sorted(Comparator.comparingLong(Entry::sizeBytes).reversed())
                .limit(most)
                .toList();
    }

    /** One object at one moment. */
    public record Entry(CopyKey key, CopyKind kind, long sizeBytes, int pins) {}

    public StoreStats stats() {
        synchronized (shelves) {
            List<StoredObject> sealed = Inventory.sealed(shelves.objects.values());
            return new StoreStats(
                    sealed.size(),
                    shelves.memory.capacityBytes(),
                    shelves.memory.usedBytes(),
                    shelves.memory.warmBytes(),
                    Inventory.copyBytes(sealed),
                    shelves.evicted,
                    movedIn.sum(),
                    movedOut.sum(),
                    shelves.spill.map(SpillFiles::stats).orElse(SpillStats.NONE));
        }
    }

    /** @param top how many of the largest objects it names */
    public StoreReport report(int top) {
        synchronized (shelves) {
            return Inventory.report(stats(), shelves, rooms.size(), Inventory.largest(shelves, top));
        }
    }

    /** Gives back all memory and disk that nobody reads; what is pinned goes with its last pin. */
    @Override
    public void close() {
        List<CopyKey> keys;
        synchronized (shelves) {
            shelves.closed = true;
            keys = List.copyOf(shelves.objects.keySet());
        }
        rooms.close();
        keys.forEach(this::free);
        keeper.close();
        synchronized (shelves) {
            shelves.memory.close();
        }
        shelves.memory.settle();
    }

    Pin seal(StoredObject object) {
        synchronized (shelves) {
            if (object.state == StoredObject.State.RESERVED) object.become(StoredObject.State.SEALED);
            return pinned(object);
        }
    }

    private Pin pinned(StoredObject object) {
        shelves.hold(object);
        return new Pin(this, object, object.memory().map(MemorySegment::asReadOnly));
    }

    /** For a holder of a pin: also an object freed meanwhile stays readable. */
    Pin repin(StoredObject object, Optional<MemorySegment> bytes) {
        synchronized (shelves) {
            shelves.hold(object);
        }
        return new Pin(this, object, bytes);
    }

    void unpin(StoredObject object) {
        boolean pressed;
        synchronized (shelves) {
            shelves.unhold(object);
            pressed = wantedBytes() > 0;
        }
        shelves.memory.settle();
        if (pressed) keeper.wake();
    }

    void abandon(StoredObject object) {
        synchronized (shelves) {
            shelves.forget(object);
            shelves.release(object);
        }
        afterRelease();
    }

    void afterRelease() {
        shelves.memory.settle();
        boolean wanted;
        synchronized (shelves) {
            wanted = rooms.size() > 0;
        }
        if (wanted || shelves.spill.map(SpillFiles::hasReleased).orElse(false)) keeper.wake();
    }

    void countIn(long bytes) {
        movedIn.add(bytes);
    }

    void countOut(long bytes) {
        movedOut.add(bytes);
    }

    /** All bytes of a pinned object that was not in memory when it was pinned. */
    MemorySegment load(StoredObject object) {
        return disk.load(object, rooms);
    }

    void readFromDisk(StoredObject object, long offset, ByteBuffer into) {
        disk.part(object, offset, into);
    }

    Optional<Path> fileOf(StoredObject object) {
        synchronized (shelves) {
            return object.file.map(SpillRecord::path);
        }
    }

    void serve() {
        rooms.serve();
    }

    void expire(long nowNanos) {
        rooms.expire(nowNanos);
    }

    boolean isWaitedFor() {
        synchronized (shelves) {
            return rooms.size() > 0;
        }
    }

    long freedBytes() {
        synchronized (shelves) {
            return shelves.freedBytes;
        }
    }

    /** How much has to leave memory. */
    long wantedBytes() {
        synchronized (shelves) {
            return shelves.wantedBytes(rooms.firstBytes());
        }
    }

    /** What is to be written into the next file; {@link #spilled} or {@link #notSpilled} ends it. */
    List<StoredObject> nextFile(long wantedBytes) {
        synchronized (shelves) {
            List<StoredObject> next =
                    SpillPolicy.nextFile(shelves.idle.precious(), object -> object.sizeBytes, wantedBytes);
            for (StoredObject object : next) {
                shelves.hold(object);
                object.spilling = true;
            }
            return next;
        }
    }

    void spilled(List<StoredObject> written, List<SpillRecord> files) {
        synchronized (shelves) {
            for (int i = 0; i < written.size(); i++) written.get(i).file = Optional.of(files.get(i));
        }
        notSpilled(written);
    }

    void notSpilled(List<StoredObject> objects) {
        synchronized (shelves) {
            for (StoredObject object : objects) {
                object.spilling = false;
                shelves.unhold(object);
            }
        }
        shelves.memory.settle();
    }

    private StoreFull.Standing standing() {
        var reasons = new ArrayList<String>();
        shelves.memory.refusal().ifPresent(reasons::add);
        keeper.refusal().ifPresent(reasons::add);
        return new StoreFull.Standing(
                shelves.memory.capacityBytes(),
                shelves.memory.usedBytes(),
                shelves.objects.size(),
                reasons,
                Inventory.largest(shelves, StoreFull.NAMED));
    }
}
