package io.mobula.tune.core;

/** What happened to a sweep. Trials are numbered from 0; {@code run} is that of the {@link Effect.StartTrial} whose task it is about. */
public sealed interface Event {
    /** When the shell took it up. */
    long nowNanos();

    /** The sweep begins. */
    record Opened(long nowNanos) implements Event {}

    /** The trial's task runs. */
    record TrialBegan(int trial, int run, long nowNanos) implements Event {}

    /**
     * The trial has ended an iteration, and waits for an answer.
     *
     * @param iteration from 1; goes on from the checkpoint that the run was started from
     * @param score higher is better; a number that is not finite ends the trial
     * @param checkpoint whether a checkpoint of this iteration is now kept
     */
    record TrialReported(int trial, int run, int iteration, double score, boolean checkpoint, long nowNanos)
            implements Event {}

    /** The trial's body returned. */
    record TrialEnded(int trial, int run, long nowNanos) implements Event {}

    /** The trial's task has failed. */
    record TrialFailed(int trial, int run, Failure failure, String cause, long nowNanos) implements Event {}

    /** Time has passed; at {@link SweepState#nextWakeNanos} at the latest. */
    record Ticked(long nowNanos) implements Event {}

    /** Another number of trials may compute from now on. */
    record Resized(int concurrency, long nowNanos) implements Event {}

    /** The user has seen enough. */
    record StopRequested(long nowNanos) implements Event {}

    /** Whether a failed task may be tried again. */
    enum Failure {
        /** The body threw what is tried again, as often as the rules say. */
        THREW,
        /** The body threw what is never tried again. */
        THREW_FINALLY,
        /** The task was lost: its node died, for instance. */
        LOST
    }
}
