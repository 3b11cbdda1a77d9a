package io.mobula.store.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Memory of this process.
 *
 * <p>Small blocks lie in the heap: cheap to get, freed by the collector, copied by it a few times at most. Larger ones would be humongous there, zeroed anew each time and pressing the collector to run;
 * they lie outside, where a freed block is used again while its pages are warm (first touch of a page costs ten times a copy), and sockets read and write them without a copy.
 */
final class NativeBlock implements Block {
    /** Up to here in the heap: below the 512 KiB from which G1 takes an object as humongous, whatever the heap's size. */
    static final long HEAP_LIMIT_BYTES = 256 << 10;

    private final long sizeBytes;
    private @Nullable Arena arena;
    private volatile @Nullable MemorySegment memory;

    NativeBlock(long sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    boolean isInHeap() {
        return sizeBytes <= HEAP_LIMIT_BYTES;
    }

    @SuppressWarnings("MustBeClosed") // drop closes it
    void allocate() {
        if (memory != null) return;
        if (isInHeap()) {
            memory = MemorySegment.ofArray(new byte[(int) sizeBytes]);
            return;
        }
        Arena own = Arena.ofShared();
        try {
            memory = own.allocate(sizeBytes, 64);
            arena = own;
        } catch (OutOfMemoryError refused) {
            own.close();
            throw refused;
        }
    }

    void drop() {
        if (arena != null) arena.close();
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public MemorySegment memory() {
        return Objects.requireNonNull(memory);
    }
}
