package io.mobula.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Threads that wait while another reads for them.
 *
 * <p>Thread safety: any thread.
 */
final class Followers {
    /** One wait of one thread. */
    static final class Follower {
        private final Thread thread = Thread.currentThread();
        private final BooleanSupplier done;

        private Follower(BooleanSupplier done) {
            this.done = done;
        }
    }

    private final List<Follower> waiting = new ArrayList<>();
    private volatile int count;

    Follower join(BooleanSupplier done) {
        Follower follower = new Follower(done);
        synchronized (waiting) {
            waiting.add(follower);
            count = waiting.size();
        }
        return follower;
    }

    void leave(Follower follower) {
        synchronized (waiting) {
            waiting.remove(follower);
            count = waiting.size();
        }
    }

    boolean any() {
        return count > 0;
    }

    void wakeThoseDone() {
        if (count == 0) return;
        List<Follower> now;
        synchronized (waiting) {
            now = List.copyOf(waiting);
        }
        // Outside the lock: what "done" looks at may be locked by a thread that is about to wait here.
        for (Follower each : now) if (each.done.getAsBoolean()) LockSupport.unpark(each.thread);
    }

    /** The reading role is free: somebody take it. */
    void wakeOne() {
        if (count == 0) return;
        synchronized (waiting) {
            if (!waiting.isEmpty()) LockSupport.unpark(waiting.getFirst().thread);
        }
    }

    void wakeAll() {
        synchronized (waiting) {
            for (Follower each : waiting) LockSupport.unpark(each.thread);
        }
    }
}
