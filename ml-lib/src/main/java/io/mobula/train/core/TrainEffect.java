package io.mobula.train.core;

/** What is to be done. */
public sealed interface TrainEffect {
    record ReserveGroup(int attempt) implements TrainEffect {}

    /** One worker into each bundle; answered by {@code WorkerReady} of each, or {@code WorkerFailed}. */
    record StartWorkers(int attempt) implements TrainEffect {}

    /**
     * The ranks connect to one another and run the loop.
     *
     * @param fromStep the step whose checkpoint they start from; 0 for none
     */
    record RunLoops(int attempt, long fromStep) implements TrainEffect {}

    /** Answered by {@code Committed} or {@code CommitFailed}. */
    record CommitCheckpoint(int attempt, long step) implements TrainEffect {}

    /** The ranks return from this report. */
    record ReleaseRanks(int attempt, long step) implements TrainEffect {}

    /** Every rank gets out of whatever it waits in, with this cause. */
    record Abort(int attempt, Failure failure) implements TrainEffect {}

    /** What is left of the attempt is killed, and its group given back. */
    record Dispose(int attempt) implements TrainEffect {}

    /** The run is over; the values of the ranks are its result. */
    record Finish() implements TrainEffect {}

    record GiveUp(Failure failure) implements TrainEffect {}
}
