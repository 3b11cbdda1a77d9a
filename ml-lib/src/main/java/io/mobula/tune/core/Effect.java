package io.mobula.tune.core;

/** What is to be done for a sweep. */
public sealed interface Effect {
    /**
     * Start a task for the trial.
     *
     * @param attempt 1 for the first
     * @param fromIteration the checkpoint to go on from; 0: begin anew
     */
    record StartTrial(int trial, int run, int attempt, int fromIteration) implements Effect {}

    /** Answer the run's open report: go on. */
    record ContinueTrial(int trial, int run) implements Effect {}

    /** Answer the run's open report: end, the trial goes on from its checkpoint later. */
    record PauseTrial(int trial, int run) implements Effect {}

    /** End the run: by the answer to its open report, else by cancelling its task. */
    record StopTrial(int trial, int run, String reason) implements Effect {}

    /** The trial has ended; told once for each. */
    record Conclude(int trial, Ending ending, String cause) implements Effect {}

    /** All trials have ended; told once. */
    record Finish(Reason reason) implements Effect {}

    /** Why a sweep ended. */
    enum Reason {
        ALL_ENDED,
        STOP_REQUESTED,
        TIME_SPENT,
        REPORTS_SPENT
    }
}
