package io.mobula.executor;

import io.mobula.core.task.HostedTask;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One body on its way through a thread: claimed once, interrupted only while it runs. No lock: a body that nobody interrupts costs two atomic operations. */
public final class BodyRun {
    private static final VarHandle PLACE;

    static {
        try {
            PLACE = MethodHandles.lookup().findVarHandle(BodyRun.class, "place", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Its thread is being interrupted, and may not leave the body before that is done. */
    private static final Object INTERRUPTING = new Object();

    private static final Object ENDED = new Object();

    /** Null of an errand. */
    final @Nullable HostedTask task;

    private final @Nullable Consumer<BodyRun> errand;
    private volatile Runnable atInterrupt = () -> {};

    /** Null before it is claimed, then its thread, then {@link #ENDED}. */
    @SuppressWarnings("unused") // by PLACE
    private volatile @Nullable Object place;

    private volatile boolean interrupted;

    /** Zero before it is claimed. Read by whoever wants to know about how long it runs: no fence is worth that. */
    long startNanos;

    BodyRun(HostedTask task) {
        this.task = task;
        this.errand = null;
    }

    BodyRun(Consumer<BodyRun> errand) {
        this.task = null;
        this.errand = errand;
    }

    void runErrand() {
        if (errand != null) errand.accept(this);
    }

    /** Also to be done when it is interrupted, on that thread; at once if it has been, perhaps twice. Beside what was to be done already. */
    public synchronized void whenInterrupted(Runnable action) {
        Runnable before = atInterrupt;
        atInterrupt = () -> {
            before.run();
            action.run();
        };
        if (interrupted) action.run();
    }

    /** True for the one thread that is to run it, which is the calling one. */
    boolean claim() {
        Thread here = Thread.currentThread();
        if (place != null || !PLACE.compareAndSet(this, (Object) null, (Object) here)) return false;
        if (interrupted) here.interrupt(); // who asked before may have found no thread
        return true;
    }

    /** After this no interrupt meant for the body reaches its thread. */
    void end() {
        Object here = Thread.currentThread();
        while (!PLACE.compareAndSet(this, here, ENDED)) Thread.onSpinWait();
        if (interrupted) Thread.interrupted();
    }

    /** Its thread, if it has one and the body has not ended. */
    public void interrupt() {
        interrupted = true;
        atInterrupt.run();
        if (!(place instanceof Thread thread) || !PLACE.compareAndSet(this, (Object) thread, INTERRUPTING)) return;
        thread.interrupt();
        place = thread;
    }

    /** When it began, or 0 if it has not as far as this thread sees. */
    public long startNanos() {
        return startNanos;
    }

    public boolean isInterrupted() {
        return interrupted;
    }
}
