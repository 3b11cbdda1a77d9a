package io.mobula.store.memory;

import io.mobula.core.store.Extent;
import io.mobula.core.store.Extents;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/** Memory that other processes of the machine can read in place. This process alone says who gets which part. */
public final class ArenaMemory implements Memory {
    /** How long nothing is asked of a system that has refused. */
    private static final long REFUSED_NANOS = 1_000_000_000L;

    /** Where an object lies. */
    public record ArenaBlock(Extent extent, MemorySegment memory) implements Block {
        @Override
        public long sizeBytes() {
            return extent.length();
        }
    }

    private final ArenaFile file;
    private final Path folder;
    private final Extents extents;
    private volatile boolean refused;
    private long refusedNanos;
    private boolean closed;

    private ArenaMemory(ArenaFile file, Path folder, long capacityBytes) {
        this.file = file;
        this.folder = folder;
        this.extents = new Extents(capacityBytes);
    }

    /**
     * An arena in a folder that lies in memory.
     *
     * @param owner as {@link ArenaFile#create} has it
     */
    public static ArenaMemory open(Path folder, String owner, long capacityBytes) throws ArenaUnavailableException {
        long whole = Math.max(1, capacityBytes / Extents.UNIT_BYTES) * Extents.UNIT_BYTES;
        return new ArenaMemory(ArenaFile.create(folder, owner, whole), folder, whole);
    }

    @Override
    public Optional<Block> take(long sizeBytes) {
        if (refused) lower();
        return extents.take(sizeBytes)
                .map(extent -> new ArenaBlock(extent, file.map().asSlice(extent.offset(), extent.length())));
    }

    /** The system has no page more: only what it has given is given out, until it may have some again. */
    private void lower() {
        long now = System.nanoTime();
        if (!extents.isLowered()) {
            refusedNanos = now;
            extents.ceiling(file.backedBytes());
        } else if (now - refusedNanos > REFUSED_NANOS) {
            refused = false;
            extents.ceiling(extents.capacityBytes());
        }
    }

    @Override
    public Ready ready(Block block) {
        long end = ((ArenaBlock) block).extent.end();
        if (!file.back(end)) {
            refused = true;
            return Ready.REFUSED;
        }
        file.growAhead(end);
        return Ready.YES;
    }

    @Override
    public void giveBack(Block block) {
        extents.free(((ArenaBlock) block).extent);
        if (closed) closeUnused();
    }

    @Override
    public void settle() {
        // What is free stays reserved: it is warm, and a mapped file is never made smaller.
    }

    @Override
    public long capacityBytes() {
        return extents.capacityBytes();
    }

    @Override
    public long usedBytes() {
        return extents.takenBytes();
    }

    @Override
    public long warmBytes() {
        return Math.max(0, file.backedBytes() - extents.takenBytes());
    }

    @Override
    public long longestBytes() {
        return extents.longestBytes();
    }

    @Override
    public String description() {
        return "arena in " + folder;
    }

    @Override
    public Optional<String> refusal() {
        return refused ? Optional.of(folder + " is full, of which others use a part too") : Optional.empty();
    }

    @Override
    public Optional<SharedMemory> shared() {
        return Optional.of(file.shared());
    }

    @Override
    public void close() {
        closed = true;
        closeUnused();
    }

    private void closeUnused() {
        if (extents.takenBytes() == 0) file.close();
    }
}
