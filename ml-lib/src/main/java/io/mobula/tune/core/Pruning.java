package io.mobula.tune.core;

import java.util.ArrayList;
import java.util.List;

/** Which trials are stopped early. */
public sealed interface Pruning {
    /** None. */
    record None() implements Pruning {}

    /**
     * Successive halving: at each rung the best of a {@code reduction} part goes on.
     *
     * <p>Source: of {@link Pace#LOCKSTEP}, Jamieson and Talwalkar, Non-stochastic best arm identification and hyperparameter optimization, AISTATS 2016; of {@link Pace#ASYNCHRONOUS}, Li et al., A
     * system for massively parallel hyperparameter tuning, MLSys 2020 (arXiv 1810.05934), algorithm 2.
     *
     * @param maxIterations where a trial is complete
     * @param grace the iteration of the first rung
     * @param reduction each rung stands at this many times the iteration of the one before
     */
    record Halving(int maxIterations, int grace, int reduction, Pace pace) implements Pruning {
        public Halving {
            if (grace < 1) throw new IllegalArgumentException("grace is " + grace + ": it must be 1 or more");
            if (reduction < 2) {
                throw new IllegalArgumentException("reduction is " + reduction + ": it must be 2 or more");
            }
            if (maxIterations < grace) {
                throw new IllegalArgumentException(
                        "maxIterations is " + maxIterations + ": it must not be less than grace, " + grace);
            }
        }

        /** The iterations at which trials are compared; each is below {@code maxIterations}. */
        public List<Integer> rungs() {
            List<Integer> rungs = new ArrayList<>();
            for (long at = grace; at < maxIterations; at *= reduction) rungs.add((int) at);
            return rungs;
        }
    }

    /**
     * A trial is stopped when its best score so far is strictly worse than the median of the completed trials' mean scores up to the same iteration.
     *
     * <p>Source: Golovin et al., Google Vizier: a service for black-box optimization, KDD 2017, section 3.2.2.
     *
     * @param grace the first iteration at which a trial may be stopped
     * @param minTrials so many trials must have completed before
     */
    record Median(int grace, int minTrials) implements Pruning {
        public Median {
            if (grace < 1) throw new IllegalArgumentException("grace is " + grace + ": it must be 1 or more");
            if (minTrials < 1) {
                throw new IllegalArgumentException("minTrials is " + minTrials + ": it must be 1 or more");
            }
        }
    }

    /** When a rung decides. */
    enum Pace {
        /** When all its trials have reported or ended: the decision does not depend on who was first. */
        LOCKSTEP,
        /** Whenever there is a free place, by the scores known then. */
        ASYNCHRONOUS
    }
}
