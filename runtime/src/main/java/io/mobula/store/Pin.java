package io.mobula.store;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/** A reader's hold on an object's bytes (STORE-1). Closing it again does nothing. */
public final class Pin implements AutoCloseable {
    private final ObjectStore store;
    private final StoredObject object;
    private final MemorySegment bytes;
    private final AtomicBoolean closed = new AtomicBoolean();

    Pin(ObjectStore store, StoredObject object, MemorySegment bytes) {
        this.store = store;
        this.object = object;
        this.bytes = bytes;
    }

    /** Read-only, and valid until {@link #close}: no slice or buffer of it may be used after. */
    public MemorySegment bytes() {
        if (closed.get()) throw new IllegalStateException("the pin on " + object.key + " is closed");
        return bytes;
    }

    /** One more hold on the same object, closed on its own account. */
    Pin another() {
        return store.repin(object, bytes());
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) store.unpin(object);
    }
}
