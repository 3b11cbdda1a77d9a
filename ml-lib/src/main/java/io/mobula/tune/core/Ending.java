package io.mobula.tune.core;

/** How a trial ended. */
public enum Ending {
    /** Its body returned after at least one report, or it reached the scheduler's last iteration. */
    COMPLETED,
    /** The scheduler had seen enough. */
    PRUNED,
    /** It reported a score that is not a finite number. */
    DIVERGED,
    /** Its body returned without any report. */
    SILENT,
    /** Its body threw, and was not, or could not be, tried again. */
    FAILED,
    /** What ran it was lost more often than allowed. */
    LOST,
    /** It computed longer than a trial may. */
    TIMED_OUT,
    /** The sweep ended before it did. */
    CANCELLED
}
