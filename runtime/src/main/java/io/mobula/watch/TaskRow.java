package io.mobula.watch;

import java.util.OptionalLong;

/**
 * A task, or a call on an actor, at its host.
 *
 * @param actor the actor's id; empty of a task
 * @param millis how long it runs or waits, or took; empty where nobody looked at the clock
 * @param endedEpochMillis empty of one that has not ended
 */
public record TaskRow(
        String id,
        String name,
        String job,
        String actor,
        int attempt,
        State state,
        OptionalLong millis,
        OptionalLong endedEpochMillis) {
    public enum State {
        RUNNING,
        /** For a slot. */
        WAITING,
        /** For its arguments' bytes. */
        FETCHING,
        FINISHED,
        FAILED,
        CANCELLED
    }
}
