package io.mobula.cluster;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** Waits for what comes from other processes: by looking again, never by counting on a time. */
final class Until {
    private static final long LOOK_EVERY_MILLIS = 20;

    private Until() {}

    static void holds(String claim, Duration atMost, Callable<Boolean> condition) throws Exception {
        value(claim, atMost, condition, Boolean::booleanValue);
    }

    /** The first value that satisfies; fails with the last one seen. */
    static <T> T value(String claim, Duration atMost, Callable<T> look, Predicate<? super T> wanted) throws Exception {
        long end = System.nanoTime() + atMost.toNanos();
        for (; ; ) {
            T seen = look.call();
            if (wanted.test(seen)) return seen;
            if (System.nanoTime() > end)
                throw new AssertionError("not within " + atMost.toSeconds() + " s: " + claim + "; last seen: " + seen);
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
