package io.mobula.tune;

/**
 * What happens in a sweep, for those who watch.
 *
 * @param <C> the configuration record
 * @param <M> the metrics record
 */
public sealed interface SweepEvent<C, M> {
    /** {@code trial-07}. */
    String trial();

    /**
     * A task was started for it.
     *
     * @param fromIteration the checkpoint it goes on from; 0 for none
     */
    record Started<C, M>(String trial, C config, int attempt, int fromIteration) implements SweepEvent<C, M> {}

    /** @param iteration from 1 */
    record Reported<C, M>(String trial, int iteration, M metrics) implements SweepEvent<C, M> {}

    /** It has given its place away until its rung has decided. */
    record Paused<C, M>(String trial) implements SweepEvent<C, M> {}

    /** An attempt failed, and another will follow. */
    record Retrying<C, M>(String trial, int failedAttempt, String cause) implements SweepEvent<C, M> {}

    /** It has ended; the result's checkpoint may be dropped later. */
    record Ended<C, M>(String trial, Result<C, M> result) implements SweepEvent<C, M> {}
}
