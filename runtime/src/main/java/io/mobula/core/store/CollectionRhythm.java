package io.mobula.core.store;

/** When holders may be asked to collect unreachable handles: soon again if it freed something, ever more rarely if it did not. */
public final class CollectionRhythm {
    private static final long LEAST_NANOS = 100_000_000L;
    private static final long MOST_NANOS = 30_000_000_000L;

    private static final long COST_PARTS = 20;

    private long intervalNanos = LEAST_NANOS;
    private long lastNanos;
    private boolean asked;

    public boolean isDue(long nowNanos) {
        return !asked || nowNanos - lastNanos >= intervalNanos;
    }

    /**
     * A collection has ended.
     *
     * @param tookNanos for which it stopped others; it may do so for one part in {@value #COST_PARTS} of the time
     */
    public void collected(long freedBytes, long tookNanos, long nowNanos) {
        asked = true;
        lastNanos = nowNanos;
        long rarer = freedBytes > 0 ? LEAST_NANOS : Math.min(MOST_NANOS, 2 * intervalNanos);
        intervalNanos = Math.max(rarer, COST_PARTS * tookNanos);
    }
}
