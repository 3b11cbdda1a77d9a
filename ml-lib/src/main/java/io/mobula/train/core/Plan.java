package io.mobula.train.core;

/**
 * What a run may do.
 *
 * @param ranks of the group, at least 1
 * @param offers whose values make a checkpoint
 * @param restarts of the whole group, at most
 * @param pause before each restart
 * @param limits how long things may take
 */
public record Plan(int ranks, Offers offers, int restarts, Pause pause, Limits limits) {
    /** Which ranks have to give a value to a checkpoint. */
    public enum Offers {
        RANK_0,
        EVERY_RANK
    }

    /**
     * @param firstNanos before the first restart
     * @param factor by how much each is longer than the one before, at least 1
     */
    public record Pause(long firstNanos, double factor) {
        long nanosBefore(int restart) {
            return (long) Math.min(firstNanos * Math.pow(factor, restart - 1.0), Long.MAX_VALUE / 4.0);
        }
    }

    /**
     * @param startNanos from the reservation until every worker is ready
     * @param reportNanos from the first rank's arrival at a report until the last's
     * @param stopNanos for the ranks of a failed attempt to end by themselves
     */
    public record Limits(long startNanos, long reportNanos, long stopNanos) {}

    public Plan {
        if (ranks < 1 || restarts < 0) throw new IllegalArgumentException(ranks + " ranks, " + restarts + " restarts");
    }
}
