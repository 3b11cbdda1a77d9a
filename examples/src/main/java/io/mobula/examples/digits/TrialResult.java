package io.mobula.examples.digits;

import java.util.Comparator;

/**
 * What a trial returns: its score, and where and how it ran.
 *
 * @param attempt 1 unless the task had to be run again
 */
public record TrialResult(Config config, Score score, double seconds, String node, int attempt) {
    /** The best first; equal scores by trial number, so that the order never depends on who was faster. */
    static final Comparator<TrialResult> BEST_FIRST = Comparator.<TrialResult>comparingDouble(
                    r -> -r.score.validation())
            .thenComparingDouble(r -> r.score.validationLoss())
            .thenComparingInt(r -> r.config.trial());

    boolean retried() {
        return attempt > 1;
    }
}
