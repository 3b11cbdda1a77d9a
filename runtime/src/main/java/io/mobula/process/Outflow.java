package io.mobula.process;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How far the body of a stream is ahead of its consumer, at the body's process (STR-3).
 *
 * <p>Thread safety: all methods; elements are sent by one thread at a time.
 */
public final class Outflow {
    /** A waiting body looks this often whether it was interrupted by other means than its thread. */
    private static final long LOOK_AGAIN_MILLIS = 20;

    private record Sent(long index, long sizeBytes) {}

    /** How much may be under way. */
    public record Limit(int elements, long sizeBytes) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<Sent> open = new ArrayDeque<>();
    private long openBytes;
    private long taken;
    private long delivered;

    /** The consumer has taken the elements before {@code upTo}, and has those before {@code known}. */
    void taken(long upTo, long known) {
        lock.lock();
        try {
            taken = Math.max(taken, upTo);
            delivered = Math.max(delivered, known);
            while (!open.isEmpty() && open.peek().index < taken) openBytes -= open.remove().sizeBytes;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever waits looks again. */
    public void wake() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public boolean hasRoom(long index, Limit limit) {
        lock.lock();
        try {
            return fits(index, limit);
        } finally {
            lock.unlock();
        }
    }

    private boolean fits(long index, Limit limit) {
        return index - taken < limit.elements && openBytes < limit.sizeBytes;
    }

    /** Until there is room, or the body is to end. */
    public void awaitRoom(long index, Limit limit, BooleanSupplier ended) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!fits(index, limit) && !ended.getAsBoolean()) {
                var _ = moved.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** False of what the consumer has of an earlier attempt. */
    public boolean isWanted(long index) {
        lock.lock();
        try {
            return index >= delivered;
        } finally {
            lock.unlock();
        }
    }

    /** Comes before the element leaves: the consumer may be quick. */
    public void sent(long index, long sizeBytes) {
        lock.lock();
        try {
            open.add(new Sent(index, sizeBytes));
            openBytes += sizeBytes;
        } finally {
            lock.unlock();
        }
    }
}
