package io.mobula.tune;

import io.mobula.tune.core.Pruning;

/**
 * Which trials are stopped early.
 *
 * <p>An <i>iteration</i> is a report. A trial that waits for others gives its place away: if it gave a checkpoint with the report that it waits after, it ends and goes on from there in a new task; if not, its task waits.
 */
public sealed interface Scheduler {
    /** None: every trial runs until its body returns. */
    record Fifo() implements Scheduler {}

    /** See {@link #asha(int, int, int)} and {@link #asynchronous}. */
    record Asha(Pruning.Halving rule) implements Scheduler {
        /**
         * The classical rule: a free place goes to a trial that is among the best of all that have come to its rung by then, else to a new trial.
         *
         * <p>Nobody waits for stragglers, so places are never idle; but which trials go on depends on who was first, and two runs of the same seed may differ. The trials that are left at their rungs when
         * nothing else can start are stopped.
         *
         * <p>Source: Li et al., A system for massively parallel hyperparameter tuning, MLSys 2020 (arXiv 1810.05934), algorithm 2. It promotes; Ray's ASHA stops, at each rung, whoever is not among the best so far.
         */
        public Asha asynchronous() {
            return new Asha(new Pruning.Halving(
                    rule.maxIterations(), rule.grace(), rule.reduction(), Pruning.Pace.ASYNCHRONOUS));
        }
    }

    /** See {@link #medianStopping}. */
    record MedianStopping(Pruning.Median rule) implements Scheduler {}

    static Scheduler fifo() {
        return new Fifo();
    }

    /** {@link #asha(int, int, int)} with a grace of 1 and a reduction of 4. */
    static Asha asha(int maxIterations) {
        return asha(maxIterations, 1, 4);
    }

    /**
     * Successive halving: trials are compared after {@code grace}, {@code grace · reduction}, {@code grace · reduction²}, … iterations; of those that come to such a rung, the best {@code 1 / reduction} go on,
     * at least one; ties go to the lower number. After {@code maxIterations} a trial is complete.
     *
     * <p>A rung decides when all its trials have reported or ended. So the sweep's results depend on the seed and the trials alone, not on the number of nodes or their speed: to the last digit, if the trials
     * compute so. The price: towards a rung's end places may be idle. {@link Asha#asynchronous} is the other way round.
     *
     * <p>Source: Jamieson and Talwalkar, Non-stochastic best arm identification and hyperparameter optimization, AISTATS 2016.
     */
    static Asha asha(int maxIterations, int grace, int reduction) {
        return new Asha(new Pruning.Halving(maxIterations, grace, reduction, Pruning.Pace.LOCKSTEP));
    }

    /**
     * Stops a trial from iteration {@code grace} on, when its best score so far is strictly worse than the median of the completed trials' mean scores up to the same iteration; not before {@code minTrials}
     * have completed. Which trials have completed depends on timing: two runs of the same seed may differ.
     *
     * <p>Source: Golovin et al., Google Vizier: a service for black-box optimization, KDD 2017, section 3.2.2.
     */
    static Scheduler medianStopping(int grace, int minTrials) {
        return new MedianStopping(new Pruning.Median(grace, minTrials));
    }

    /** The rule as the sweep's core knows it. */
    default Pruning pruning() {
        return switch (this) {
            case Fifo() -> new Pruning.None();
            case Asha(Pruning.Halving rule) -> rule;
            case MedianStopping(Pruning.Median rule) -> rule;
        };
    }
}
