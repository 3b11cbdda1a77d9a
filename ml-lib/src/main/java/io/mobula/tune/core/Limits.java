package io.mobula.tune.core;

import java.util.OptionalLong;

/**
 * How far a sweep may go.
 *
 * @param budgetNanos the longest from the start to the end of the sweep; empty: no limit
 * @param reports the most reports of all trials together; empty: no limit
 * @param trialNanos the longest that one trial may compute, over all its attempts, waits at rungs left out; empty: no limit
 * @param maxLosses how often a trial whose task was lost is started again
 * @param maxHeld so many trials may wait at rungs with their tasks; 0 where a waiting task would keep what others need to start
 */
public record Limits(
        OptionalLong budgetNanos, OptionalLong reports, OptionalLong trialNanos, int maxLosses, int maxHeld) {
    public Limits {
        if (maxLosses < 0)
            throw new IllegalArgumentException("maxLosses is " + maxLosses + ": it must not be negative");
        if (maxHeld < 0) throw new IllegalArgumentException("maxHeld is " + maxHeld + ": it must not be negative");
    }
}
