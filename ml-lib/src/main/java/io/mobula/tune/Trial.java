package io.mobula.tune;

import java.util.Optional;

/**
 * What a running trial is to its body.
 *
 * <p>Thread safety: for the thread that the body runs on.
 *
 * @param <M> the metrics record
 */
public interface Trial<M> {
    /** As it stands in tables, logs and results: {@code trial-07}. */
    String id();

    /** 1 for the first; one more after each failure. A pause is no failure. */
    int attempt();

    /** How many iterations the checkpoint of {@link #checkpoint} has behind it, plus the reports made since: the number of the next one, counted from 0. 0 without a checkpoint: then the work begins anew. */
    int iteration();

    /** The state given with the newest report that had one. Throws {@code ClassCastException} if it is of another type. */
    <S> Optional<S> checkpoint(Class<S> type);

    /**
     * Tells what one more iteration has reached, and waits for the sweep's answer.
     *
     * <p>Failure: throws {@link TrialStopped} when the trial is to end here; let it pass. Every later report throws it again, at once. What the objective throws of these metrics is thrown here.
     *
     * <p>Cost: one call to the sweep's process and back by way of an actor: well under a millisecond within a machine. While it waits, the trial's CPU is lent to other tasks.
     */
    void report(M metrics);

    /**
     * As {@link #report(Object)}, with the state to go on from after a failure or a pause. It is copied: the body may go on changing it.
     *
     * <p>Delivery: when this returns, or throws {@link TrialStopped}, the sweep's process holds the checkpoint; the death of this node does not lose it. Of each trial only the newest is held.
     *
     * <p>Cost: the checkpoint travels to the sweep's process each time. Give a large one less often.
     */
    void report(M metrics, Object checkpoint);
}
