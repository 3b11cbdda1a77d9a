package io.mobula.submit;

import java.time.Instant;
import java.util.OptionalInt;

/** Where a submitted job is in its life. */
public sealed interface JobState {
    /** Its process runs, or is about to. */
    sealed interface Alive extends JobState {}

    sealed interface Ended extends JobState {
        Instant at();

        OptionalInt exitCode();
    }

    /** Accepted; its process is being made. */
    record Starting() implements Alive {}

    record Running(Driver driver) implements Alive {}

    /** Was asked to end, and has the grace to do so. */
    record Stopping(Driver driver) implements Alive {}

    /** Returned from main, and its last thread ended: exit code 0. */
    record Succeeded(Instant at) implements Ended {
        @Override
        public OptionalInt exitCode() {
            return OptionalInt.of(0);
        }
    }

    /** @param exitCode empty if nobody saw it end */
    record Failed(Instant at, OptionalInt exitCode, String cause) implements Ended {}

    record Stopped(Instant at, OptionalInt exitCode) implements Ended {}

    /**
     * A job's process.
     *
     * @param startedMillis the system's own time of its start: another process under the same pid has a different one
     */
    record Driver(long pid, long startedMillis) {}
}
