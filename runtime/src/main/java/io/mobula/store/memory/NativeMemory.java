package io.mobula.store.memory;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Plain memory of this process: what a driver, an embedded node, and a node without an arena have. */
public final class NativeMemory implements Memory {
    private final long capacityBytes;
    private final WarmBlocks warm = new WarmBlocks();
    private final ConcurrentLinkedQueue<NativeBlock> surplus = new ConcurrentLinkedQueue<>();
    private long usedBytes;
    private boolean closed;

    public NativeMemory(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    @Override
    public Optional<Block> take(long sizeBytes) {
        if (sizeBytes > capacityBytes - usedBytes) return Optional.empty();
        var block = new NativeBlock(sizeBytes);
        if (!block.isInHeap())
            block = warm.take(sizeBytes, capacityBytes - usedBytes).orElse(block);
        usedBytes += block.sizeBytes();
        shrink();
        return Optional.of(block);
    }

    @Override
    public Ready ready(Block block) {
        ((NativeBlock) block).allocate();
        return Ready.YES;
    }

    @Override
    public void giveBack(Block block) {
        var own = (NativeBlock) block;
        usedBytes -= own.sizeBytes();
        if (!own.isInHeap()) warm.add(own);
        shrink();
    }

    private void shrink() {
        List<NativeBlock> tooMany = warm.shrinkTo(closed ? 0 : capacityBytes - usedBytes);
        surplus.addAll(tooMany);
    }

    @Override
    public void settle() {
        for (NativeBlock block = surplus.poll(); block != null; block = surplus.poll()) block.drop();
    }

    @Override
    public long capacityBytes() {
        return capacityBytes;
    }

    @Override
    public long usedBytes() {
        return usedBytes;
    }

    @Override
    public long warmBytes() {
        return warm.heldBytes();
    }

    @Override
    public long longestBytes() {
        return capacityBytes - usedBytes;
    }

    @Override
    public String description() {
        return "process memory";
    }

    @Override
    public Optional<String> refusal() {
        return Optional.empty();
    }

    @Override
    public Optional<SharedMemory> shared() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
        shrink();
    }
}
