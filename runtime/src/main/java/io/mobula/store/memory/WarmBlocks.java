package io.mobula.store.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Freed blocks outside the heap, last in, first out. Confined to the store's lock. */
final class WarmBlocks {
    /** A block may exceed what it is used for by one part in so many. */
    private static final int SLACK_PARTS = 8;

    private final TreeMap<Long, Deque<NativeBlock>> bySize = new TreeMap<>();
    private long heldBytes;

    long heldBytes() {
        return heldBytes;
    }

    void add(NativeBlock block) {
        bySize.computeIfAbsent(block.sizeBytes(), _ -> new ArrayDeque<>()).push(block);
        heldBytes += block.sizeBytes();
    }

    /** The smallest of at least this size, if it is not much larger and at most {@code limitBytes}. */
    Optional<NativeBlock> take(long sizeBytes, long limitBytes) {
        Long size = bySize.ceilingKey(sizeBytes);
        if (size == null || size > Math.min(limitBytes, sizeBytes + sizeBytes / SLACK_PARTS)) return Optional.empty();
        return Optional.of(remove(size));
    }

    /** Blocks to give back to the system so that at most {@code bytes} are held; the largest first. */
    List<NativeBlock> shrinkTo(long bytes) {
        var surplus = new ArrayList<NativeBlock>();
        while (heldBytes > bytes && !bySize.isEmpty()) surplus.add(remove(bySize.lastKey()));
        return surplus;
    }

    private NativeBlock remove(long size) {
        Deque<NativeBlock> blocks = bySize.get(size);
        NativeBlock block = blocks.pop();
        if (blocks.isEmpty()) bySize.remove(size);
        heldBytes -= size;
        return block;
    }
}
