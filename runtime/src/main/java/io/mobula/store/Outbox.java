package io.mobula.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a connection's writer has to do: small frames before chunks, each in order. Bounded by the windows of both ends, not here. */
final class Outbox {
    @FunctionalInterface
    interface Job {
        void write() throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final ArrayDeque<Job> small = new ArrayDeque<>();
    private final ArrayDeque<Job> chunks = new ArrayDeque<>();
    private boolean closed;

    void addSmall(Job job) {
        add(small, job);
    }

    void addChunk(Job job) {
        add(chunks, job);
    }

    private void add(ArrayDeque<Job> queue, Job job) {
        lock.lock();
        try {
            queue.add(job);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next; none once closed. */
    Optional<Job> take() throws InterruptedException {
        lock.lock();
        try {
            while (!closed && small.isEmpty() && chunks.isEmpty()) work.await();
            if (closed) return Optional.empty();
            return Optional.of(small.isEmpty() ? chunks.remove() : small.remove());
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
