package io.mobula.serve;

import io.netty.util.HashedWheelTimer;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The timers of all routers in this process. Daemon threads, started by the first use. */
final class Timers {
    private static final long REQUEST_TICK_MILLIS = 50;

    /** For limits on requests: many, most of them cancelled, none exact. */
    static final HashedWheelTimer REQUESTS = new HashedWheelTimer(
            Thread.ofPlatform().daemon().name("mobula-serve-timeouts").factory(),
            REQUEST_TICK_MILLIS,
            TimeUnit.MILLISECONDS);

    /** For batches, which wait milliseconds, and for asking again. */
    static final ScheduledExecutorService BATCHES = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("mobula-serve-batches").factory());

    private Timers() {}
}
