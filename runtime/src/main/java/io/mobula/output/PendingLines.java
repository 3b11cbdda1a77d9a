package io.mobula.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines on their way to a driver. Nobody who prints waits: what finds no room is counted, and the count stands in its place.
 *
 * <p>Thread safety: any thread.
 */
public final class PendingLines {
    /** What a queue, or a batch out of it, holds at most. */
    public record Bound(int lines, long chars) {}

    private final Bound bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition some = lock.newCondition();

    // Guarded by the lock.
    private final ArrayDeque<Printed> queue = new ArrayDeque<>();
    private long chars;
    /** After the last in the queue. */
    private long leftOut;

    private boolean muted;

    PendingLines(Bound bound) {
        this.bound = bound;
    }

    void add(Printed.Line line) {
        lock.lock();
        try {
            if (muted) return;
            if (queue.size() >= bound.lines() || chars + sizeOf(line) > bound.chars()) {
                leftOut++;
                return;
            }
            closeGap();
            queue.add(line);
            chars += sizeOf(line);
            some.signal();
        } finally {
            lock.unlock();
        }
    }

    private void closeGap() {
        if (leftOut == 0) return;
        queue.add(new Printed.LeftOut(leftOut));
        leftOut = 0;
    }

    private static long sizeOf(Printed printed) {
        return printed instanceof Printed.Line line
                ? line.text().length() + line.label().length()
                : 0;
    }

    /** Nobody wants them, now or later. */
    void mute() {
        lock.lock();
        try {
            muted = true;
            queue.clear();
            leftOut = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is something to take; waits for it. */
    public boolean await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (queue.isEmpty() && left > 0) left = some.awaitNanos(left);
            return !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest; empty if there are none. */
    public List<Printed> take(Bound most) {
        lock.lock();
        try {
            var taken = new ArrayList<Printed>();
            long size = 0;
            while (!queue.isEmpty() && taken.size() < most.lines() && size < most.chars()) {
                Printed next = queue.remove();
                size += sizeOf(next);
                taken.add(next);
            }
            chars -= size;
            if (queue.isEmpty() && leftOut > 0) {
                taken.add(new Printed.LeftOut(leftOut));
                leftOut = 0;
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }
}
