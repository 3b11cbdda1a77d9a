package io.mobula.executor;

import io.mobula.api.CanIgnoreReturnValue;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads for bodies that have their slot. How many bodies run is decided by the host's slots; here a body only finds a thread: the reader whose frame brought it, a caller that waits for it, or a worker.
 *
 * <p>A worker that is awake is expected back soon, so a body that finds one wakes no other. If bodies wait and none was taken for a whole tick, a monitor wakes one more: short bodies cost no wake-up, long ones delay the next by a tick or two.
 */
public final class Runner {
    private static final long SPIN_NANOS = 50_000;
    private static final long IDLE_NANOS = 10_000_000_000L;
    private static final long TICK_NANOS = 200_000;
    /** Quiet ticks after which the monitor rests. */
    private static final int QUIET_TICKS = 10;

    /** Told how a body ended, on the thread that ran it. */
    @FunctionalInterface
    public interface Ended {
        void ended(HostedTask task, Outcome outcome, long startNanos, long endNanos);
    }

    private final String name;
    private final BodyInvoker invoker;
    private final Ended ended;
    private final ConcurrentLinkedQueue<BodyRun> waiting = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    /** Workers that run or look for work. */
    private final AtomicInteger awake = new AtomicInteger();

    private final AtomicInteger count = new AtomicInteger();
    /** Bodies begun so far; written without synchronisation, it only has to move. */
    private volatile long begun;

    private final Monitor monitor = new Monitor();
    private volatile boolean closed;

    /** Set on a thread that will look for work by itself before it blocks. */
    private final ThreadLocal<Boolean> comesBack = ThreadLocal.withInitial(() -> false);

    public Runner(String name, BodyInvoker invoker, Ended ended) {
        this.name = name;
        this.invoker = invoker;
        this.ended = ended;
    }

    /** The calling thread runs {@link #runNext} until it finds nothing, before it blocks: bodies that it starts need no other thread at once. */
    public void comesBack(boolean value) {
        comesBack.set(value);
    }

    /** Hands the body to whatever thread comes first. */
    public void start(HostedTask task) {
        var run = new BodyRun(task);
        task.run = run;
        start(run);
    }

    /** Other user code than a task's body, on a thread for bodies. It is told its run, and throws nothing. */
    @CanIgnoreReturnValue
    public BodyRun start(Consumer<BodyRun> errand) {
        var run = new BodyRun(errand);
        start(run);
        return run;
    }

    private void start(BodyRun run) {
        waiting.add(run);
        if (awake.get() == 0 && !comesBack.get()) wake();
        else monitor.watch();
    }

    private void wake() {
        Worker worker = idle.pollFirst();
        if (worker != null) {
            worker.called = true;
            awake.incrementAndGet();
            LockSupport.unpark(worker);
        } else if (!closed) {
            awake.incrementAndGet();
            new Worker(name + "-" + count.incrementAndGet()).start();
        }
    }

    public void interrupt(HostedTask task) {
        if (task.run instanceof BodyRun run) run.interrupt();
    }

    /** Runs one waiting body on this thread; false if there is none. */
    public boolean runNext() {
        for (BodyRun run; (run = waiting.poll()) != null; ) {
            if (run.claim()) {
                run(run);
                return true;
            }
        }
        return false;
    }

    /** Runs this very body on the calling thread if no other has begun it. */
    public boolean runHere(HostedTask task) {
        if (!(task.run instanceof BodyRun run) || !run.claim()) return false;
        run(run);
        return true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a lost update is made good by the next body
    private void run(BodyRun run) {
        begun++;
        long start = System.nanoTime();
        run.startNanos = start;
        HostedTask task = run.task;
        Outcome outcome = null;
        try {
            if (task == null) run.runErrand();
            else outcome = invoker.invoke(task, run);
        } finally {
            run.end();
        }
        if (task != null && outcome != null) ended.ended(task, outcome, start, System.nanoTime());
    }

    public void close() {
        closed = true;
        monitor.close();
        for (Worker worker; (worker = idle.pollFirst()) != null; ) {
            worker.called = true;
            LockSupport.unpark(worker);
        }
    }

    private final class Worker extends Thread {
        private volatile boolean called;

        Worker(String name) {
            super(null, null, name, 0, false);
            setDaemon(true);
        }

        @Override
        public void run() {
            while (!closed) {
                while (runNext()) {}
                if (!search() && !rest()) return;
            }
        }

        /** Looks for work for a while before it gives its core away; yields, since two spinners on one core starve each other. */
        @SuppressWarnings("ThreadPriorityCheck")
        private boolean search() {
            long end = System.nanoTime() + SPIN_NANOS;
            do {
                if (!waiting.isEmpty()) return true;
                Thread.yield();
            } while (System.nanoTime() < end);
            return false;
        }

        /** False if nobody needed this thread for long. Whoever calls it counts it as awake. */
        private boolean rest() {
            called = false;
            awake.decrementAndGet();
            idle.addFirst(this);
            if (!waiting.isEmpty() && idle.remove(this)) { // came between the search and the rest
                awake.incrementAndGet();
                return true;
            }
            long end = System.nanoTime() + IDLE_NANOS;
            while (!called && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0 && idle.remove(this)) return false;
                LockSupport.parkNanos(Runner.this, Math.max(left, SPIN_NANOS));
            }
            return true;
        }
    }

    /** Sees to it that no body waits behind long ones while its slot is free. */
    private final class Monitor {
        private volatile @Nullable Thread thread;
        private volatile boolean resting = true;

        void watch() {
            if (resting) start();
        }

        private synchronized void start() {
            if (!resting || closed) return;
            resting = false;
            Thread present = thread;
            if (present == null)
                thread = Thread.ofPlatform().daemon().name(name + "-monitor").start(this::run);
            else LockSupport.unpark(present);
        }

        private void run() {
            long seen = begun;
            for (int quiet = 0; !closed; ) {
                LockSupport.parkNanos(this, TICK_NANOS);
                long now = begun;
                boolean stuck = now == seen && !waiting.isEmpty();
                if (stuck) wake();
                quiet = waiting.isEmpty() ? quiet + 1 : 0;
                seen = now;
                if (quiet < QUIET_TICKS) continue;
                resting = true;
                while (resting && waiting.isEmpty() && !closed) LockSupport.park(this);
                resting = false;
                quiet = 0;
            }
        }

        void close() {
            LockSupport.unpark(thread);
        }
    }
}
