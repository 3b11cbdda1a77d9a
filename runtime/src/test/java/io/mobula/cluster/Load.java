package io.mobula.cluster;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/** A program that goes on submitting small tasks, a hundred at a time, and counts what became of them. */
final class Load implements AutoCloseable {
    private static final int UNDER_WAY = 100;
    private static final Duration LIMIT = LocalCluster.LIMIT;

    private final AtomicLong done = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String firstFailure = "";
    private volatile boolean stopped;
    private final Thread thread;

    private Load(Mobula mobula) {
        thread = Thread.ofPlatform().name("load").start(() -> run(mobula));
    }

    static Load on(Mobula mobula) {
        return new Load(mobula);
    }

    private void run(Mobula mobula) {
        var open = new ArrayDeque<ObjectRef<Long>>();
        long next = 0;
        while (!stopped || !open.isEmpty()) {
            while (!stopped && open.size() < UNDER_WAY) {
                long number = next++;
                open.add(mobula.submit(() -> {
                    Thread.sleep(2);
                    return number;
                }));
            }
            ObjectRef<Long> oldest = open.remove();
            try {
                oldest.get(LIMIT);
                done.incrementAndGet();
            } catch (RuntimeException broken) {
                if (failed.incrementAndGet() == 1) firstFailure = broken.toString();
            }
        }
    }

    long done() {
        return done.get();
    }

    long failed() {
        return failed.get();
    }

    String firstFailure() {
        return firstFailure;
    }

    /** Returns when what was submitted has ended. */
    void finish() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
    }
}
