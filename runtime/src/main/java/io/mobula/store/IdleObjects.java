package io.mobula.store;

import java.util.LinkedHashSet;
import java.util.Optional;

/** Sealed objects in memory that nobody reads: who may leave it, the longest unused first. Guarded by the store's lock. */
final class IdleObjects {
    private final LinkedHashSet<StoredObject> spare = new LinkedHashSet<>();
    private final LinkedHashSet<StoredObject> precious = new LinkedHashSet<>();
    private long spareBytes;
    private long preciousBytes;

    void add(StoredObject object) {
        long bytes = object.block.orElseThrow().sizeBytes();
        if (object.isSpare()) {
            if (spare.add(object)) spareBytes += bytes;
        } else if (precious.add(object)) {
            preciousBytes += bytes;
        }
    }

    void remove(StoredObject object) {
        if (object.block.isEmpty()) return;
        long bytes = object.block.get().sizeBytes();
        if (spare.remove(object)) spareBytes -= bytes;
        else if (precious.remove(object)) preciousBytes -= bytes;
    }

    /** The next whose memory goes without a loss. */
    Optional<StoredObject> nextSpare() {
        return spare.isEmpty() ? Optional.empty() : Optional.of(spare.getFirst());
    }

    /** Those that have to be written first. */
    Iterable<StoredObject> precious() {
        return precious;
    }

    long spareBytes() {
        return spareBytes;
    }

    long preciousBytes() {
        return preciousBytes;
    }
}
