package io.mobula.process;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** How much submitted work may wait in this process: beyond it {@code submit} waits for what is there to end. */
final class Backlog {
    /** What a queued task takes beside its captures. */
    private static final long ENTRY_BYTES = 400;

    private static final long LOOK_NANOS = 1_000_000;

    /** Where the count begins in the one word; below it are the bytes, up to a tebibyte. */
    private static final int COUNT_SHIFT = 40;

    private static final long BYTES = (1L << COUNT_SHIFT) - 1;

    private final long limitBytes;
    /** Count and bytes of what is queued in one word: every submit and every end writes it, from different threads. */
    private final AtomicLong queued = new AtomicLong();

    Backlog(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** A thread that works for Mobula is never held up: what it submits may be what the others wait for. */
    void add(long size) {
        long now = queued.addAndGet(word(size)) & BYTES;
        if (now <= limitBytes || Thread.currentThread().getName().startsWith("mobula-")) return;
        while ((queued.get() & BYTES) > limitBytes && !Thread.currentThread().isInterrupted())
            LockSupport.parkNanos(this, LOOK_NANOS);
    }

    void remove(long size) {
        queued.addAndGet(-word(size));
    }

    private static long word(long size) {
        return (1L << COUNT_SHIFT) + size + ENTRY_BYTES;
    }

    long count() {
        return queued.get() >>> COUNT_SHIFT;
    }
}
