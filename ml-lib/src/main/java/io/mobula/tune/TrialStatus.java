package io.mobula.tune;

import io.mobula.tune.core.Ending;
import io.mobula.tune.core.Phase;

/** How far a trial is, or how it ended. */
public enum TrialStatus {
    /** Not begun. */
    WAITING("waiting"),
    /** Its task is under way. */
    RUNNING("running"),
    /** Waits for the other trials of its rung, or for a place to go on. */
    PAUSED("paused"),
    /** Failed, and will be started again. */
    RETRYING("retrying"),
    /** Its body returned, or the scheduler's last iteration was reported. */
    COMPLETED("done"),
    /** Ended early by the scheduler. */
    STOPPED("stopped"),
    /** Reported a score that is not a finite number. */
    DIVERGED("diverged"),
    /** Its body returned without a report. */
    SILENT("silent"),
    /** Its body threw, on its last allowed attempt. */
    FAILED("failed"),
    /** What ran it was lost, more often than allowed. */
    LOST("lost"),
    /** Computed longer than {@link Tuner#trialTimeout} allows. */
    TIMED_OUT("timed out"),
    /** The sweep ended before it: by {@link Sweep#stop} or a budget. */
    CANCELLED("cancelled");

    private final String word;

    TrialStatus(String word) {
        this.word = word;
    }

    static TrialStatus of(Phase phase) {
        return switch (phase) {
            case Phase.Fresh _ -> WAITING;
            case Phase.Starting _, Phase.Running _ -> RUNNING;
            case Phase.AtRung _, Phase.Ready _ -> PAUSED;
            case Phase.Retrying _ -> RETRYING;
            case Phase.Ended(Ending ending, var _) -> of(ending);
        };
    }

    private static TrialStatus of(Ending ending) {
        return switch (ending) {
            case COMPLETED -> COMPLETED;
            case PRUNED -> STOPPED;
            case DIVERGED -> DIVERGED;
            case SILENT -> SILENT;
            case FAILED -> FAILED;
            case LOST -> LOST;
            case TIMED_OUT -> TIMED_OUT;
            case CANCELLED -> CANCELLED;
        };
    }

    /** For tables. */
    public String word() {
        return word;
    }

    public boolean hasEnded() {
        return switch (this) {
            case WAITING, RUNNING, PAUSED, RETRYING -> false;
            case COMPLETED, STOPPED, DIVERGED, SILENT, FAILED, LOST, TIMED_OUT, CANCELLED -> true;
        };
    }

    /** Whether it ended by a fault of its own or of what ran it. */
    public boolean isFailure() {
        return switch (this) {
            case DIVERGED, SILENT, FAILED, LOST, TIMED_OUT -> true;
            case WAITING, RUNNING, PAUSED, RETRYING, COMPLETED, STOPPED, CANCELLED -> false;
        };
    }
}
