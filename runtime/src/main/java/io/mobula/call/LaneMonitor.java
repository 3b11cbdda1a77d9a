package io.mobula.call;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** One thread per process that looks at every accepted session each tick, and sleeps while all are quiet. It never blocks on a socket. */
final class LaneMonitor implements AutoCloseable {
    private static final long TICK_NANOS = 200_000;

    /** Quiet ticks before it sleeps. */
    private static final int SLEEP_AFTER = 50;

    private final Set<AcceptedSession> sessions = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("lane-monitor").unstarted(this::run);
    private volatile boolean asleep;
    private volatile boolean closed;

    void start() {
        thread.start();
    }

    void add(AcceptedSession session) {
        sessions.add(session);
        wake();
    }

    void remove(AcceptedSession session) {
        sessions.remove(session);
    }

    void wake() {
        if (!asleep) return;
        asleep = false;
        LockSupport.unpark(thread);
    }

    private void run() {
        int quiet = 0;
        while (!closed) {
            quiet = tick() ? 0 : quiet + 1;
            if (quiet < SLEEP_AFTER) {
                LockSupport.parkNanos(this, TICK_NANOS);
                continue;
            }
            asleep = true;
            if (!tick() && !closed)
                LockSupport.park(this); // whoever moved before this look was seen, whoever moves after it wakes
            asleep = false;
            quiet = 0;
        }
    }

    private boolean tick() {
        boolean moved = false;
        for (AcceptedSession session : sessions) moved |= session.tick();
        return moved;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
