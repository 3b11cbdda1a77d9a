package io.mobula.serve.core;

/**
 * When a replica may be started anew after others have failed: at once after the first failure, then 100 ms later, 200 ms, … up to 10 s. A quiet half minute starts the count anew.
 *
 * @param failures in a row
 * @param lastNanos when the last one was seen; without meaning at 0 failures
 */
public record Backoff(int failures, long lastNanos) {
    static final Backoff NONE = new Backoff(0, 0);

    private static final long FIRST_NANOS = 100_000_000L;
    private static final long LONGEST_NANOS = 10_000_000_000L;
    private static final long QUIET_NANOS = 30_000_000_000L;
    private static final int MOST_DOUBLINGS = 16;

    Backoff failed(long nowNanos) {
        boolean quiet = failures > 0 && nowNanos - lastNanos > QUIET_NANOS;
        return new Backoff(quiet ? 1 : failures + 1, nowNanos);
    }

    long pauseNanos() {
        if (failures <= 1) return 0;
        return Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(failures - 2, MOST_DOUBLINGS));
    }

    boolean allows(long nowNanos) {
        return failures == 0 || nowNanos - lastNanos >= pauseNanos();
    }
}
