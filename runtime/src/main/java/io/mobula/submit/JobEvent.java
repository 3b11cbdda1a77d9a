package io.mobula.submit;

import io.mobula.submit.JobState.Driver;

/** What happened to a submitted job. */
sealed interface JobEvent {
    record Launched(Driver driver) implements JobEvent {}

    record LaunchFailed(String cause) implements JobEvent {}

    record StopAsked() implements JobEvent {}

    /** The time given to stop is over. */
    record GraceOver() implements JobEvent {}

    record Exited(int exitCode) implements JobEvent {}

    /** The node ends in order, and its drivers before it. */
    record NodeStops() implements JobEvent {}

    /** The node came back and found the job in its folder, as alive. */
    record NodeRestarted() implements JobEvent {}
}
