package io.mobula.serve.core;

/** What happened to requests in the last ten seconds. Thread safety: none. */
public final class Window {
    private static final int SLOTS = 10;
    private static final long SLOT_NANOS = 1_000_000_000L;

    /**
     * @param perSecond requests ended
     * @param errorsPerSecond those that failed
     * @param p50Nanos from arrival to end
     */
    public record Rates(double perSecond, double errorsPerSecond, long p50Nanos, long p99Nanos) {}

    private final Histogram[] durations = new Histogram[SLOTS];
    private final long[] errors = new long[SLOTS];
    private final long[] second = new long[SLOTS];
    private final long beganNanos;
    private final Histogram sum = new Histogram();

    public Window(long nowNanos) {
        beganNanos = nowNanos;
        for (int i = 0; i < SLOTS; i++) {
            durations[i] = new Histogram();
            second[i] = -1;
        }
    }

    public void ended(long durationNanos, long nowNanos) {
        durations[slot(nowNanos)].record(durationNanos);
    }

    public void failed(long durationNanos, long nowNanos) {
        int slot = slot(nowNanos);
        durations[slot].record(durationNanos);
        errors[slot]++;
    }

    private int slot(long nowNanos) {
        long now = (nowNanos - beganNanos) / SLOT_NANOS;
        int slot = (int) (now % SLOTS);
        if (second[slot] != now) {
            second[slot] = now;
            durations[slot].clear();
            errors[slot] = 0;
        }
        return slot;
    }

    public Rates rates(long nowNanos) {
        long now = (nowNanos - beganNanos) / SLOT_NANOS;
        long failed = 0;
        sum.clear();
        for (int i = 0; i < SLOTS; i++) {
            if (second[i] < 0 || now - second[i] >= SLOTS) continue;
            sum.add(durations[i]);
            failed += errors[i];
        }
        double seconds = Math.clamp((nowNanos - beganNanos) / (double) SLOT_NANOS, 1, SLOTS);
        return new Rates(sum.count() / seconds, failed / seconds, sum.quantileNanos(0.5), sum.quantileNanos(0.99));
    }
}
