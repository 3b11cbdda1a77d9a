package io.mobula.store;

import io.mobula.core.id.CopyKey;
import java.time.Duration;

/**
 * One object of a store, for people.
 *
 * @param maker as {@link NewObject} has it
 * @param pins open holds, all processes together
 * @param pinnedBy who has them; empty if nobody
 */
public record HeldObject(
        CopyKey key,
        CopyKind kind,
        Place place,
        long sizeBytes,
        String maker,
        Duration age,
        int pins,
        String pinnedBy) {
    /** Where its bytes are. */
    public enum Place {
        WRITING,
        MEMORY,
        DISK,
        MEMORY_AND_DISK,
        LOST
    }

    @Override
    public String toString() {
        String reader = pins == 0 ? "" : ", pinned by " + pinnedBy;
        return "%s with %s (%s%s)".formatted(key, StoreFull.text(sizeBytes), maker, reader);
    }
}
