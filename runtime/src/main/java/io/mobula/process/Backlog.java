package io.mobula.process;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** How much submitted work may wait in this process: beyond it {@code submit} waits for what is there to end. */
final class Backlog {
    /** What a queued task takes beside its captures. */
    private static final long ENTRY_BYTES = 400;

    private static final long LOOK_NANOS = 1_000_000;

    private final long limitBytes;
    private final AtomicLong bytes = new AtomicLong();
    /** Apart from the bytes: who submits and who completes are different threads, and nobody decides by it. */
    private final LongAdder count = new LongAdder();

    Backlog(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A thread that works for Mobula is never held up: what it submits may be what the others wait for. */
    void add(long size) {
        count.increment();
        long now = bytes.addAndGet(size + ENTRY_BYTES);
        if (now <= limitBytes || Thread.currentThread().getName().startsWith("mobula-")) return;
        while (bytes.get() > limitBytes && !Thread.currentThread().isInterrupted())
            LockSupport.parkNanos(this, LOOK_NANOS);
    }

    void remove(long size) {
        count.decrement();
        bytes.addAndGet(-size - ENTRY_BYTES);
    }

    long count() {
        return count.sum();
    }
}
