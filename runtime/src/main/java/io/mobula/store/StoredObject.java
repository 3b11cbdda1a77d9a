package io.mobula.store;

import io.mobula.core.Transitions;
import io.mobula.core.id.CopyKey;
import io.mobula.store.memory.Block;
import io.mobula.store.spill.SpillRecord;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** One object in the store. Fields are guarded by the store's lock. */
final class StoredObject {
    enum State {
        /** Being written, or waiting for room to be; no pins. */
        RESERVED,
        SEALED,
        /** It was on disk, and is not to be had back from there. Stays until it is freed, so that who asks is told why. */
        LOST,
        /** Not to be found any more; its memory and its file live until the last pin, or until its writer is done. */
        FREED
    }

    static final Transitions<State> MOVES = new Transitions<>(
            "An object in a store",
            State.RESERVED,
            Map.of(
                    State.RESERVED, EnumSet.of(State.SEALED, State.FREED),
                    State.SEALED, EnumSet.of(State.LOST, State.FREED),
                    State.LOST, EnumSet.of(State.FREED)));

    final CopyKey key;
    final long sizeBytes;
    final String maker;
    final long sinceNanos;

    State state = State.RESERVED;
    CopyKind kind;

    /** With {@link #file} both: then the memory may go at once. Neither: waiting for room, or LOST. */
    Optional<Block> block = Optional.empty();

    Optional<SpillRecord> file = Optional.empty();

    /** Open holds of readers here and elsewhere, and that of the spilling. */
    int pins;

    boolean spilling;

    /** Somebody reads it back into memory. */
    boolean restoring;

    String loss = "";

    StoredObject(NewObject made, long nowNanos) {
        key = made.key();
        kind = made.kind();
        sizeBytes = made.sizeBytes();
        maker = made.maker();
        sinceNanos = nowNanos;
    }

    Optional<MemorySegment> memory() {
        return block.map(held -> held.memory().asSlice(0, sizeBytes));
    }

    /** Whether its memory can go without a loss. */
    boolean isSpare() {
        return kind == CopyKind.COPY || file.isPresent();
    }

    void become(State next) {
        state = MOVES.step(state, next, this);
    }
}
