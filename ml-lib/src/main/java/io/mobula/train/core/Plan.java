package io.mobula.train.core;

/**
 * What a run may do.
 *
 * @param ranks of the group, at least 1
 * @param offers whose values make a checkpoint
 * @param restarts of the whole group
 * @param limits how long things may take
 */
public record Plan(int ranks, Offers offers, Restarts restarts, Limits limits) {
    /** Which ranks have to give a value to a checkpoint. */
    public enum Offers {
        RANK_0,
        EVERY_RANK
    }

    /**
     * @param most how many
     * @param firstPauseNanos before the first
     * @param factor by how much each pause is longer than the one before, at least 1
     * @param withinNanos from the run's begin to the last one's start
     */
    public record Restarts(int most, long firstPauseNanos, double factor, long withinNanos) {
        /** Long enough for any run, and far from overflow. */
        public static final long ANY_TIME = Long.MAX_VALUE / 4;

        public Restarts {
            if (most < 0) throw new IllegalArgumentException("A plan for " + most + " restarts");
        }

        /** Before this restart, from 1. */
        long pauseNanos(int restart) {
            return (long) Math.min(firstPauseNanos * Math.pow(factor, restart - 1.0), (double) ANY_TIME);
        }
    }

    /**
     * @param startNanos from the reservation until every worker is ready
     * @param reportNanos from the first rank's arrival at a report until the last's
     * @param stopNanos for the ranks of a failed attempt to end by themselves
     */
    public record Limits(long startNanos, long reportNanos, long stopNanos) {}

    public Plan {
        if (ranks < 1) throw new IllegalArgumentException("A plan for " + ranks + " ranks");
    }
}
