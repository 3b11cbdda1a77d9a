package io.mobula.train.collective;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One end of a pair of pipes between two ranks in one JVM. Every change wakes the other end's selector. */
final class MemoryLane implements Lane {
    private static final int PIPE_BYTES = 1 << 20;

    private final BytePipe out;
    private final BytePipe in;
    private final AtomicReference<@Nullable Selector> mine;
    private final AtomicReference<@Nullable Selector> theirs;

    private MemoryLane(
            BytePipe out,
            BytePipe in,
            AtomicReference<@Nullable Selector> mine,
            AtomicReference<@Nullable Selector> theirs) {
        this.out = out;
        this.in = in;
        this.mine = mine;
        this.theirs = theirs;
    }

    record Pair(MemoryLane one, MemoryLane other) {}

    static Pair pair() {
        var there = new BytePipe(PIPE_BYTES);
        var back = new BytePipe(PIPE_BYTES);
        var one = new AtomicReference<@Nullable Selector>();
        var other = new AtomicReference<@Nullable Selector>();
        return new Pair(new MemoryLane(there, back, one, other), new MemoryLane(back, there, other, one));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        if (out.isClosed() || in.isClosed()) throw new IOException("closed by the other rank");
        int count = out.write(source);
        if (count > 0) wake();
        return count;
    }

    @Override
    public int read(ByteBuffer target) {
        int count = in.read(target);
        if (count > 0) wake();
        return count;
    }

    @Override
    public void attach(Selector selector) {
        mine.set(selector);
    }

    @Override
    public void want(Wish wish) {}

    @Override
    public void close() {
        out.close();
        wake();
    }

    private void wake() {
        Selector selector = theirs.get();
        if (selector != null) selector.wakeup();
    }
}
