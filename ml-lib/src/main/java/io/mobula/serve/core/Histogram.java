package io.mobula.serve.core;

import java.util.Arrays;

/**
 * Counts durations in buckets that are each a sixteenth of a power of two wide: a quantile is off by at most 6 %.
 *
 * <p>Units: nanoseconds. Cost: 8 KiB, a few instructions to record. Thread safety: none.
 *
 * <p>Source: the bucket layout is that of HdrHistogram with four significant bits.
 */
public final class Histogram {
    private static final int SUB_BITS = 4;
    private static final int SUB = 1 << SUB_BITS;
    private static final int BUCKETS = (64 - SUB_BITS) * SUB;

    private final long[] counts = new long[BUCKETS];
    private long total;

    public void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    public long count() {
        return total;
    }

    /**
     * The upper edge of the bucket that holds this quantile; 0 if nothing was recorded.
     *
     * @param quantile 0 to 1
     */
    public long quantileNanos(double quantile) {
        if (total == 0) return 0;
        long rank = Math.max(1, (long) Math.ceil(quantile * total));
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts[i];
            if (seen >= rank) return upper(i);
        }
        throw new IllegalStateException("the counts do not add up to " + total);
    }

    public void add(Histogram other) {
        for (int i = 0; i < BUCKETS; i++) counts[i] += other.counts[i];
        total += other.total;
    }

    public void clear() {
        Arrays.fill(counts, 0);
        total = 0;
    }

    private static int bucket(long nanos) {
        if (nanos < SUB) return (int) nanos;
        int shift = 63 - Long.numberOfLeadingZeros(nanos) - SUB_BITS;
        return (shift + 1) * SUB + (int) (nanos >>> shift) - SUB;
    }

    private static long upper(int bucket) {
        if (bucket < SUB) return bucket;
        int shift = bucket / SUB - 1;
        return ((long) (bucket % SUB + SUB + 1) << shift) - 1;
    }
}
