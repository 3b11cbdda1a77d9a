package io.mobula.call;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of an accepted session, and the thread that owns it: it reads, and runs what its frames brought. A slow piece of work costs it the lane: the
 * monitor gives that to another thread, so that no frame waits behind a body, and no short body pays for a change of threads.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    /** Pieces finished within one tick, up to which each is long enough to pay for waking a second thread. */
    private static final long WORTH_HELP = 8;

    private final AcceptedSession session;
    private final Wire wire;
    private final LaneWork work;
    private final Spares spares;
    private final LaneMonitor monitor;

    /** Even: the owner reads. Odd: it is inside a piece of work. Whoever moves it from odd to even first has decided who owns the lane. */
    private final AtomicLong beat = new AtomicLong();

    private final AtomicBoolean helped = new AtomicBoolean();
    private final AtomicLong batches = new AtomicLong();
    private volatile Thread owner = Thread.currentThread();

    // The monitor's notes on the tick before.
    private long beatBefore = -1;
    private long batchesBefore = -1;

    Lane(AcceptedSession session, Wire wire, LaneWork work, Spares spares, LaneMonitor monitor) {
        this.session = session;
        this.wire = wire;
        this.work = work;
        this.spares = spares;
        this.monitor = monitor;
    }

    void start() {
        spares.run(this::own);
    }

    private void own() {
        owner = Thread.currentThread();
        while (true) {
            boolean any = true;
            while (any) {
                long working = beat.get() + 1;
                beat.setRelease(working);
                any = runNext();
                if (!beat.compareAndSet(working, working + 1)) {
                    help();
                    return;
                }
            }
            session.flush();
            if (!wire.isOpen()) break;
            readNext();
            batches.incrementAndGet();
            monitor.wake();
        }
    }

    /** Bodies report their own failures; one that does not must not cost the session its reader. */
    private boolean runNext() {
        try {
            return work.runNext();
        } catch (RuntimeException | Error e) {
            LOG.error("A piece of work of session {} with {} failed", session.id, session.peer(), e);
            return true;
        }
    }

    private void readNext() {
        session.reading.lock();
        try {
            session.read(wire, Long.MAX_VALUE);
        } finally {
            session.releaseReading();
        }
    }

    private void help() {
        do session.flush();
        while (runNext());
        session.flush();
    }

    /** The calling thread, if it owns this lane and is about to wait inside a piece of work, lets another go on reading. */
    void leave() {
        long now = beat.get();
        if (owner == Thread.currentThread() && (now & 1) == 1 && beat.compareAndSet(now, now + 1)) start();
    }

    /**
     * The monitor's look.
     *
     * @return whether anything has happened since the last tick
     */
    boolean tick() {
        long now = beat.get();
        long batch = batches.get();
        boolean working = (now & 1) == 1;
        boolean moved = now != beatBefore || batch != batchesBefore;
        if (working && now == beatBefore && beat.compareAndSet(now, now + 1)) {
            start();
        } else if (working && batch == batchesBefore && (now - beatBefore) / 2 <= WORTH_HELP) {
            callHelper();
        }
        beatBefore = now;
        batchesBefore = batch;
        return moved || working;
    }

    private void callHelper() {
        if (!helped.compareAndSet(false, true)) return;
        spares.run(() -> {
            try {
                help();
            } finally {
                helped.set(false);
            }
        });
    }
}
