package io.mobula.tune.core;

import java.util.OptionalLong;

/**
 * When a trial whose body threw is started again.
 *
 * @param times how often at most
 * @param delayNanos the pause before the first time
 * @param factor by how much each pause is longer than the one before
 * @param jitter the share of each pause that is drawn, 0 to 1
 * @param atMostNanos the longest from the trial's first start to its last; empty: no limit
 * @param seed what the jitter is drawn from, so that a replay draws the same
 */
public record RetryRules(
        int times, long delayNanos, double factor, double jitter, OptionalLong atMostNanos, long seed) {
    /** Never. */
    public static final RetryRules NONE = new RetryRules(0, 0, 1, 0, OptionalLong.empty(), 0);

    private static final long LONGEST_NANOS = 1L << 60;

    /** The pause before the next start of a trial that has failed so often. */
    long pauseNanos(int trial, int failures) {
        double pause = delayNanos * Math.pow(factor, failures - 1);
        long draw = (seed * 31 + trial) * 31 + failures;
        draw = (draw ^ (draw >>> 30)) * 0xBF58476D1CE4E5B9L;
        draw = (draw ^ (draw >>> 27)) * 0x94D049BB133111EBL;
        double share = ((draw ^ (draw >>> 31)) >>> 11) * 0x1p-53;
        return (long) Math.min(LONGEST_NANOS, pause * (1 - jitter * share));
    }
}
