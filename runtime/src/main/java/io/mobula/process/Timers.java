package io.mobula.process;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One thread for everything that is due later, started by the first use: a program without deadlines has none. */
public final class Timers implements AutoCloseable {
    private @Nullable ScheduledThreadPoolExecutor executor;
    private boolean closed;

    /** @return empties the timer; null after close, when nothing is due any more */
    public synchronized @Nullable ScheduledFuture<?> after(long delayNanos, Runnable action) {
        if (closed) return null;
        if (executor == null) {
            executor = new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("mobula-timer").factory());
            executor.setRemoveOnCancelPolicy(true);
        }
        return executor.schedule(action, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (executor != null) executor.shutdownNow();
    }
}
