package io.mobula.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory for one object.
 *
 * <p>Small ones lie in the heap: cheap to get, freed by the collector, copied by it a few times at most. Larger ones would be humongous there, zeroed anew each time and pressing the collector to run;
 * they lie outside, where a freed block is used again while its pages are warm (first touch of a page costs ten times a copy), and sockets read and write them without a copy.
 */
sealed interface Block {
    /** Up to here in the heap: below the 512 KiB from which G1 takes an object as humongous, whatever the heap's size. */
    long HEAP_LIMIT_BYTES = 256 << 10;

    MemorySegment memory();

    /** What it takes from the store's capacity. */
    long sizeBytes();

    record Heap(MemorySegment memory) implements Block {
        static Heap of(long sizeBytes) {
            return new Heap(MemorySegment.ofArray(new byte[(int) sizeBytes]));
        }

        @Override
        public long sizeBytes() {
            return memory.byteSize();
        }
    }

    record OffHeap(Arena arena, MemorySegment memory) implements Block {
        @SuppressWarnings("MustBeClosed") // giveBack closes it
        static OffHeap of(long sizeBytes) {
            Arena arena = Arena.ofShared();
            try {
                return new OffHeap(arena, arena.allocate(sizeBytes, 64));
            } catch (OutOfMemoryError refused) {
                arena.close();
                throw refused;
            }
        }

        @Override
        public long sizeBytes() {
            return memory.byteSize();
        }

        void giveBack() {
            arena.close();
        }
    }
}
