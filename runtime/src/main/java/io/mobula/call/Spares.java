package io.mobula.call;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads that own lanes, or wait to. A thread that has waited long enough goes.
 *
 * <p>Thread safety: any thread.
 */
final class Spares implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

    /** Threads in all: accepted sessions, and bodies that run. */
    static final int MAX_THREADS = 4096;

    private static final long IDLE_SECONDS = 10;

    private final ThreadPoolExecutor pool;

    Spares() {
        ThreadFactory threads = Thread.ofPlatform().daemon().name("lane-", 1).factory();
        pool = new ThreadPoolExecutor(
                0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads, Spares::refuse);
    }

    private static void refuse(Runnable work, ThreadPoolExecutor pool) {
        if (!pool.isShutdown())
            LOG.error(
                    "All {} lane threads are taken: a session goes without a reader. Limit the bodies that run at once.",
                    MAX_THREADS);
    }

    /** Runs it at once on a spare; not at all if {@link #MAX_THREADS} run already, or after {@link #close}. */
    void run(Runnable work) {
        pool.execute(work);
    }

    /** Threads leave when their lanes' connections have closed. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
