package io.mobula.call;

/**
 * Whether looking again is better than sleeping. Waking a sleeping thread costs 10 to 25 µs, so a reader looks for 50 µs first, and yields between looks: two
 * spinners on one core would otherwise starve each other. A yield that took long went to work of somebody else: then sleeping is better (a woken thread
 * preempts it, a yielding one does not), for a while and for every thread of the process.
 */
final class Spin {
    static final long NANOS = 50_000;
    private static final long FOREIGN_NANOS = 300_000;
    private static final long BACK_OFF_NANOS = 20_000_000;
    private static volatile long notBefore = System.nanoTime();

    private Spin() {}

    static boolean allowed(long nowNanos) {
        return nowNanos - notBefore > 0;
    }

    /**
     * Yields once.
     *
     * @return the time after it
     */
    @SuppressWarnings("ThreadPriorityCheck") // measured: the class comment says why
    static long yieldOnce(long nowNanos) {
        Thread.yield();
        long after = System.nanoTime();
        if (after - nowNanos > FOREIGN_NANOS) notBefore = after + BACK_OFF_NANOS;
        return after;
    }
}
