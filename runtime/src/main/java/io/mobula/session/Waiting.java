package io.mobula.session;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.OwnedTask;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for a cell on the thread that wants it. Whoever waits helps first: it runs the task itself if the task is here and nobody has begun it, else reads its answer off the session. A task that waits lends its CPU.
 */
final class Waiting {
    private static final long SPIN_NANOS = 30_000;
    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    /** Bodies on top of one another on one thread; its stack is 1 MiB. */
    private static final int MOST_INLINE = 24;

    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    private Waiting() {}

    /** The outcome, or null at the deadline. */
    static @Nullable Outcome forCell(LocalProcess process, Cell cell, long deadlineNanos) {
        Outcome outcome = cell.outcome();
        if (outcome != null) return outcome;
        RunningTask running = RunningTask.current();
        if (running == null) {
            // Who has only so much time does not run a body that may take longer.
            if (deadlineNanos == Long.MAX_VALUE
                    && cell.local() instanceof HostedTask task
                    && process.runner().runHere(task)
                    && cell.isDone()) return cell.outcome();
            return block(process, cell, deadlineNanos);
        }
        try {
            // An actor's call may run nothing else: its waits are counted, one by one.
            if (deadlineNanos == Long.MAX_VALUE && running.actor() == null) {
                runInline(process, running, cell);
                if (cell.isDone()) return cell.outcome();
            }
            running.blocked();
            return block(process, cell, deadlineNanos);
        } finally {
            running.resumed();
        }
    }

    /** A child that nobody has begun, on this thread: so nested tasks need no thread each (TASK-10). */
    private static void runInline(LocalProcess process, RunningTask running, Cell cell) {
        HostedTask self = running.task();
        if (self == null || running.isCancelled()) return;
        int depth = DEPTH.get();
        if (depth >= MOST_INLINE) return;
        if (cell.local() instanceof OwnedTask child) process.core().wantedInline(self, child);
        else if (cell.local() instanceof HostedTask) running.blocked();
        if (!(cell.local() instanceof HostedTask task)) return;
        DEPTH.set(depth + 1);
        try {
            boolean ran = process.runner().runHere(task);
            if (ran && running.isCancelled())
                Thread.currentThread().interrupt(); // the interrupt was for both, and the child has taken it
        } finally {
            DEPTH.set(depth);
        }
    }

    /** Until an element is here or the stream is over; false at the deadline. The body is not run on this thread: it might wait for this very one. */
    static boolean forElements(LocalProcess process, Cell end, ElementQueue<?> queue, long deadlineNanos) {
        RunningTask running = RunningTask.current();
        if (running != null) running.blocked();
        queue.awaitedBy(Thread.currentThread());
        try {
            return awaitElements(process, end, queue, deadlineNanos);
        } finally {
            if (running != null) running.resumed();
        }
    }

    private static boolean awaitElements(LocalProcess process, Cell end, ElementQueue<?> queue, long deadlineNanos) {
        BooleanSupplier met = () -> end.isDone() || queue.isClosed() || !queue.isEmpty();
        while (!met.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) throw interrupted("Waiting for an element of " + end.name);
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) return false;
            if (read(process, end, met, deadlineNanos)) continue;
            LockSupport.parkNanos(end, Math.min(left, LOOK_AGAIN_NANOS));
        }
        return true;
    }

    /** What the future holds, or null at the deadline; throws the {@code MobulaException} it failed with. */
    static <T> @Nullable T forFuture(CompletableFuture<T> future, String what, long deadlineNanos) {
        RunningTask running = future.isDone() ? null : RunningTask.current();
        if (running != null) running.blocked();
        try {
            if (deadlineNanos == Long.MAX_VALUE) return future.get();
            return future.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return null;
        } catch (InterruptedException e) {
            throw interrupted(what);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MobulaException worded) throw worded;
            throw new IllegalStateException(what + " failed: " + e.getCause(), e.getCause());
        } finally {
            if (running != null) running.resumed();
        }
    }

    private static @Nullable Outcome block(LocalProcess process, Cell cell, long deadlineNanos) {
        process.want(cell);
        Thread waiter = Thread.currentThread();
        spin(process, cell, deadlineNanos);
        if (cell.isDone()) return cell.outcome();
        cell.onEnd(_ -> LockSupport.unpark(waiter));
        while (!cell.isDone()) {
            if (waiter.isInterrupted()) throw interrupted("Waiting for " + cell.name);
            long left = deadlineNanos - System.nanoTime();
            if (left <= 0) break;
            if (read(process, cell, cell::isDone, deadlineNanos)) continue;
            LockSupport.parkNanos(cell, Math.min(left, LOOK_AGAIN_NANOS));
        }
        return cell.outcome();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a spinner that does not yield starves the very thread it waits for
    private static void spin(LocalProcess process, Cell cell, long deadlineNanos) {
        if (cell.host() != null && !process.self().equals(cell.host())) return;
        long end = Math.min(deadlineNanos, System.nanoTime() + SPIN_NANOS);
        while (!cell.isDone() && System.nanoTime() < end) Thread.yield();
    }

    /** True if the session with the task's host was read. */
    private static boolean read(LocalProcess process, Cell cell, BooleanSupplier met, long deadlineNanos) {
        ProcessId host = cell.host();
        if (host == null || host.equals(process.self())) return false;
        try {
            return process.links().await(host, () -> met.getAsBoolean() || !host.equals(cell.host()), deadlineNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted("Waiting for " + cell.name);
        }
    }

    static WaitInterruptedException interrupted(String what) {
        Thread.currentThread().interrupt();
        return new WaitInterruptedException(
                ErrorCode.WAIT_INTERRUPTED,
                what + " was interrupted: the task was cancelled, or its thread was asked to stop",
                null);
    }
}
