package io.mobula.tune;

import io.mobula.api.Fn;

/**
 * What is better.
 *
 * @param metric of one report
 */
record Objective<M>(Fn<M, ? extends Number> metric, Direction direction) {
    enum Direction {
        MAXIMIZE,
        MINIMIZE
    }

    /** Higher is better. */
    double score(M metrics) throws Exception {
        return signed(metric.apply(metrics).doubleValue());
    }

    /** From score to metric and back. */
    double signed(double value) {
        return switch (direction) {
            case MAXIMIZE -> value;
            case MINIMIZE -> -value;
        };
    }
}
