package io.mobula.store;

import java.lang.foreign.MemorySegment;

/** Room for one object, for one writer. Ends by {@link #seal}, or by {@link #close} without it, which gives the room back. */
public final class Reservation implements AutoCloseable {
    private final ObjectStore store;
    private final StoredObject object;
    private final MemorySegment memory;
    private boolean ended;

    Reservation(ObjectStore store, StoredObject object, MemorySegment memory) {
        this.store = store;
        this.object = object;
        this.memory = memory;
    }

    /** To be written; of the object's size, not zeroed. */
    public MemorySegment memory() {
        if (ended) throw new IllegalStateException(object.key + " is sealed or given up");
        return memory;
    }

    /** The object is whole. An object freed meanwhile can be read through this pin and found by nobody. */
    public Pin seal() {
        if (ended) throw new IllegalStateException(object.key + " is sealed or given up");
        ended = true;
        return store.seal(object);
    }

    @Override
    public void close() {
        if (ended) return;
        ended = true;
        store.abandon(object);
    }
}
