package io.mobula.store.memory;

import java.lang.foreign.MemorySegment;

/** Memory for one object. */
public interface Block {
    /** What it takes from the store's capacity; at least what was asked for. */
    long sizeBytes();

    /** Once {@link Memory#ready} has said so. */
    MemorySegment memory();
}
