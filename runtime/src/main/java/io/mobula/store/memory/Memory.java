package io.mobula.store.memory;

import java.util.Optional;

/**
 * A store's memory, never more than its capacity.
 *
 * <p>Thread safety: {@link #take}, {@link #giveBack} and the figures under the store's lock; {@link #ready} and {@link #settle} without it, because the system may take its time.
 */
public interface Memory {
    /** Whether a block's bytes can be used. */
    enum Ready {
        YES,
        /** The system has none at present. The block is to be given back; its like is not given out for a while. */
        REFUSED
    }

    /** Room within the capacity, if there is any in one piece. */
    Optional<Block> take(long sizeBytes);

    /**
     * Gets the block's bytes from the system, if it has not got them yet.
     *
     * @throws OutOfMemoryError if there is no hope of any
     */
    Ready ready(Block block);

    void giveBack(Block block);

    /** Does what the system has to do after blocks were taken or given back. */
    void settle();

    long capacityBytes();

    long usedBytes();

    /** Got from the system and free. */
    long warmBytes();

    /** The most that could be had in one piece. */
    long longestBytes();

    /** What it is, for people. */
    String description();

    /** Why the system refused last, if it still does. */
    Optional<String> refusal();

    /** Where another process finds these bytes. */
    Optional<SharedMemory> shared();

    /** What is free goes back to the system now, the rest as it is given back. */
    void close();
}
