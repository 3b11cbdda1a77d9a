package io.mobula.executor;

import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads for bodies that have their slot. How many bodies run is decided by the host's slots; here a body only finds a thread: the reader whose frame brought it, a caller that waits for it, or a worker.
 *
 * <p>Workers are made when a body finds no thread that looks for work, and end after {@link #IDLE_NANOS} without any.
 */
public final class Runner {
    private static final long SPIN_NANOS = 50_000;
    private static final long IDLE_NANOS = 10_000_000_000L;

    /** Told how a body ended, on the thread that ran it. */
    @FunctionalInterface
    public interface Ended {
        void ended(HostedTask task, Outcome outcome, long runNanos);
    }

    private final String name;
    private final BodyInvoker invoker;
    private final Ended ended;
    private final ConcurrentLinkedQueue<BodyRun> waiting = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger searching = new AtomicInteger();
    private final AtomicInteger count = new AtomicInteger();
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
        waiting.add(run);
        if (searching.get() == 0 && !comesBack.get()) wake();
    }

    private void wake() {
        Worker worker = idle.pollFirst();
        if (worker != null) {
            worker.awake = true;
            LockSupport.unpark(worker);
        } else if (!closed) {
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

    private void run(BodyRun run) {
        long start = System.nanoTime();
        run.begin(Thread.currentThread());
        Outcome outcome;
        try {
            outcome = invoker.invoke(run.task, run);
        } finally {
            run.end();
        }
        ended.ended(run.task, outcome, System.nanoTime() - start);
    }

    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    public void close() {
        closed = true;
        for (Worker worker; (worker = idle.pollFirst()) != null; ) {
            worker.awake = true;
            LockSupport.unpark(worker);
        }
    }

    private final class Worker extends Thread {
        private volatile boolean awake;

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
        private boolean search() {
            searching.incrementAndGet();
            try {
                long end = System.nanoTime() + SPIN_NANOS;
                do {
                    if (!waiting.isEmpty()) return true;
                    Thread.yield();
                } while (System.nanoTime() < end);
            } finally {
                searching.decrementAndGet();
            }
            return !waiting.isEmpty();
        }

        /** False if nobody needed this thread for long. */
        private boolean rest() {
            awake = false;
            idle.addFirst(this);
            if (!waiting.isEmpty() && idle.remove(this)) return true; // came between the search and the rest
            long end = System.nanoTime() + IDLE_NANOS;
            while (!awake && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0) return !idle.remove(this);
                LockSupport.parkNanos(Runner.this, left);
            }
            return true;
        }
    }
}
