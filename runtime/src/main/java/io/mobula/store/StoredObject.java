package io.mobula.store;

import io.mobula.core.id.CopyKey;
import java.util.Optional;

/** One object in the store. Fields are guarded by the store's lock. */
final class StoredObject {
    enum State {
        /** Being written; no pins. */
        RESERVED,
        SEALED,
        /** Not to be found any more; its memory lives until the last pin, or until its writer is done. */
        FREED
    }

    final CopyKey key;
    CopyKind kind;
    final long sizeBytes;

    /** What is taken from the capacity: the block's size once there is one, the object's before. */
    long chargedBytes;

    Optional<Block> block = Optional.empty();
    State state = State.RESERVED;
    int pins;

    StoredObject(CopyKey key, CopyKind kind, long sizeBytes) {
        this.key = key;
        this.kind = kind;
        this.sizeBytes = sizeBytes;
        this.chargedBytes = sizeBytes;
    }
}
