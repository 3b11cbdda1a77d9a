package io.mobula.store;

import io.mobula.api.error.ObjectStoreFullException;
import io.mobula.store.memory.Block;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Those that want room, in their order: nobody is overtaken, so a large object gets its turn. Its queue is guarded by the store's {@link Shelves}. */
final class RoomQueue {
    private final ObjectStore store;
    private final Shelves shelves;
    private final Duration wait;
    /** What holds the room, for those that do not get it. */
    private final Supplier<StoreFull.Standing> standing;

    private final ArrayDeque<WantedRoom> waiting = new ArrayDeque<>();

    RoomQueue(ObjectStore store, Shelves shelves, Duration wait, Supplier<StoreFull.Standing> standing) {
        this.store = store;
        this.shelves = shelves;
        this.wait = wait;
        this.standing = standing;
    }

    /** Completes at once if there is room. */
    CompletableFuture<Reservation> want(StoredObject object) {
        var wanted = new WantedRoom(object, object.sinceNanos + wait.toNanos());
        boolean taken;
        synchronized (shelves) {
            long capacity = shelves.memory.capacityBytes();
            if (shelves.closed) throw closed();
            StoredObject before = shelves.objects.get(object.key);
            if (before != null && before.state != StoredObject.State.LOST)
                throw new IllegalStateException("object " + object.key + " is in the store already");
            if (object.sizeBytes > capacity) throw StoreFull.larger(object, capacity);
            taken = waiting.isEmpty() && take(object);
            if (!taken) {
                if (wait.isZero()) throw StoreFull.of(object, standing.get(), wait);
                waiting.add(wanted);
            }
            if (before != null) shelves.forget(before); // lost here, and had from elsewhere
            shelves.objects.put(object.key, object);
        }
        shelves.memory.settle();
        if (taken) give(wanted);
        return wanted.room;
    }

    private boolean take(StoredObject object) {
        object.block = shelves.take(object.sizeBytes);
        return object.block.isPresent();
    }

    /** Gives room to those that wait, as far as it goes. */
    void serve() {
        var served = new ArrayList<WantedRoom>();
        synchronized (shelves) {
            for (WantedRoom first = waiting.peek(); first != null; first = waiting.peek()) {
                if (first.room.isDone()) shelves.forget(first.object); // given up
                else if (take(first.object)) served.add(first);
                else break;
                waiting.remove();
            }
        }
        shelves.memory.settle();
        served.forEach(this::give);
    }

    /** The object has a block; whether it has memory is for the system to say. If not, it waits on. */
    private void give(WantedRoom wanted) {
        StoredObject object = wanted.object;
        Block block = object.block.orElseThrow();
        try {
            if (Rooms.ready(shelves.memory, block)) {
                MemorySegment memory = block.memory().asSlice(0, object.sizeBytes);
                var room = new Reservation(store, object, memory);
                if (!wanted.room.complete(room)) room.close();
                return;
            }
        } catch (OutOfMemoryError refused) {
            store.abandon(object);
            wanted.room.completeExceptionally(StoreFull.bySystem(object, refused));
            return;
        }
        boolean waits;
        synchronized (shelves) {
            shelves.memory.giveBack(block);
            object.block = Optional.empty();
            waits = !wait.isZero() && !shelves.closed;
            if (waits) waiting.addFirst(wanted);
        }
        if (!waits) refuse(wanted);
    }

    /** Those that have waited long enough are told what holds the room. */
    void expire(long nowNanos) {
        var expired = new ArrayList<WantedRoom>();
        synchronized (shelves) {
            while (!waiting.isEmpty() && nowNanos - waiting.element().deadlineNanos >= 0) expired.add(waiting.remove());
        }
        expired.forEach(this::refuse);
    }

    private void refuse(WantedRoom wanted) {
        ObjectStoreFullException full;
        synchronized (shelves) {
            shelves.forget(wanted.object);
            full = StoreFull.of(wanted.object, standing.get(), wait);
        }
        wanted.room.completeExceptionally(full);
    }

    int size() {
        return waiting.size();
    }

    /** What the first of them wants; 0 if nobody waits. */
    long firstBytes() {
        return waiting.isEmpty() ? 0 : Math.max(1, waiting.element().object.sizeBytes);
    }

    /** Nobody gets room any more. */
    void close() {
        List<WantedRoom> refused;
        synchronized (shelves) {
            refused = List.copyOf(waiting);
            waiting.clear();
        }
        for (WantedRoom room : refused) room.room.completeExceptionally(closed());
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the object store is closed");
    }
}
