package io.mobula.store;

import io.mobula.core.id.CopyKey;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A reader's hold on an object's bytes (STORE-1), wherever they are: neither its memory nor its file goes before the hold ends. Closing it again does nothing.
 *
 * <p>Failure: whoever reads bytes that are on disk and cannot be had from there gets an {@link io.mobula.api.error.ObjectLostException} that names the file.
 */
public final class Pin implements AutoCloseable {
    private final ObjectStore store;
    private final StoredObject object;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<MemorySegment> memory;

    Pin(ObjectStore store, StoredObject object, Optional<MemorySegment> memory) {
        this.store = store;
        this.object = object;
        this.memory = memory;
    }

    public CopyKey key() {
        return object.key;
    }

    public long sizeBytes() {
        return object.sizeBytes;
    }

    /** Read-only, and valid until {@link #close}: no slice or buffer of it may be used after. Reads them from disk if that is where they are, into the store's memory if there is room. */
    public MemorySegment bytes() {
        requireOpen();
        Optional<MemorySegment> here = memory;
        if (here.isPresent()) return here.get();
        MemorySegment read = store.load(object);
        memory = Optional.of(read);
        return read;
    }

    /** The bytes as an array of the caller's own. */
    public byte[] toArray() {
        requireOpen();
        MemorySegment bytes = memory.orElseGet(() -> store.load(object));
        if (bytes.isNative()) memory = Optional.of(bytes); // in the store now; an array read past it is not kept
        return bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    /** A part of the bytes, if they are in memory. */
    Optional<ByteBuffer> inMemory(long offset, int length) {
        requireOpen();
        return memory.map(bytes -> bytes.asSlice(offset, length).asByteBuffer());
    }

    /** A part of the bytes, as much as the buffer takes, from disk. */
    void fromDisk(long offset, ByteBuffer into) {
        requireOpen();
        store.readFromDisk(object, offset, into);
    }

    /** Where its bytes are on disk, if they are. */
    Optional<Path> file() {
        return store.fileOf(object);
    }

    /** One more hold on the same object, closed on its own account. */
    Pin another() {
        requireOpen();
        return store.repin(object, memory);
    }

    private void requireOpen() {
        if (closed.get()) throw new IllegalStateException("the pin on " + object.key + " is closed");
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) store.unpin(object);
    }
}
