package io.mobula.session;

import io.mobula.output.Voice;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * As whom a thread prints: as the body that runs on it, else as the body that started it, or started the thread that did.
 *
 * <p>Not told apart: the threads of the common pool, which serve all jobs of a process, and threads that were made without inheriting. They print as the process.
 */
final class Voices {
    /** Of a thread that runs bodies; only from a thread that has something is anything inherited. */
    private static final Object OF_THE_BODY = new Object();

    private static final InheritableThreadLocal<Object> INHERITED = new InheritableThreadLocal<>() {
        // on the thread that starts the other
        @Override
        protected Object childValue(Object own) {
            RunningTask running = RunningTask.current();
            Voice voice = running == null ? null : running.voice();
            return voice == null ? own : voice;
        }
    };

    private Voices() {}

    /** Threads that are started from this one print as the body that starts them. */
    static void inheritable() {
        if (INHERITED.get() == null) INHERITED.set(OF_THE_BODY);
    }

    static @Nullable Voice current() {
        RunningTask running = RunningTask.current();
        if (running != null) return running.voice();
        if (Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool().equals(ForkJoinPool.commonPool())) return null;
        return INHERITED.get() instanceof Voice voice ? voice : null;
    }
}
