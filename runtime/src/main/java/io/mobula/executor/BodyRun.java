package io.mobula.executor;

import io.mobula.core.task.HostedTask;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** One body on its way through a thread: claimed once, interrupted only while it runs. */
public final class BodyRun {
    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup().findVarHandle(BodyRun.class, "claimed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final HostedTask task;

    @SuppressWarnings("unused") // by CLAIMED
    private volatile boolean claimed;

    private @Nullable Thread thread;
    private boolean interrupted;

    BodyRun(HostedTask task) {
        this.task = task;
    }

    /** True for the one thread that is to run it. */
    boolean claim() {
        return !claimed && CLAIMED.compareAndSet(this, false, true);
    }

    synchronized void begin(Thread runner) {
        thread = runner;
        if (interrupted) runner.interrupt();
    }

    /** After this no interrupt meant for the body reaches its thread. */
    synchronized void end() {
        thread = null;
        if (interrupted) Thread.interrupted();
    }

    synchronized void interrupt() {
        interrupted = true;
        if (thread != null) thread.interrupt();
    }

    public synchronized boolean isInterrupted() {
        return interrupted;
    }
}
