package io.mobula.train.core;

/** What happened. All but {@link Tick} belong to an attempt, and count for nothing when another is current. */
public sealed interface TrainEvent {
    /** Time has passed; to be brought at least every second. */
    record Tick() implements TrainEvent {}

    /** An attempt's event. */
    sealed interface OfAttempt extends TrainEvent {
        int attempt();
    }

    /** All bundles are reserved. */
    record GroupReserved(int attempt) implements OfAttempt {}

    record GroupRefused(int attempt, Failure failure) implements OfAttempt {}

    /** A worker listens for its group.
     *
     * @param node the name of its node, for errors
     */
    record WorkerReady(int attempt, int rank, String node) implements OfAttempt {}

    /**
     * A rank came to a report and waits there.
     *
     * @param step from 1, counted over the whole run
     */
    record Reported(int attempt, int rank, long step, Offer offer) implements OfAttempt {}

    /** What came with a report. */
    enum Offer {
        METRICS,
        CHECKPOINT
    }

    /** A checkpoint is where the plan wants it. */
    record Committed(int attempt, long step) implements OfAttempt {}

    record CommitFailed(int attempt, long step, Failure failure) implements OfAttempt {}

    /** A rank's loop returned. */
    record WorkerEnded(int attempt, int rank) implements OfAttempt {}

    /** A rank's loop threw, or its process is gone. */
    record WorkerFailed(int attempt, int rank, Failure failure) implements OfAttempt {}
}
