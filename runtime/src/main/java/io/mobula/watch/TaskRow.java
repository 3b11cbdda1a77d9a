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
        RUNNING(1),
        /** For a slot. */
        WAITING(2),
        /** For its arguments' bytes. */
        FETCHING(3),
        FINISHED(4),
        FAILED(5),
        CANCELLED(6);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** Its number on the wire, for ever. */
        public int code() {
            return code;
        }
    }
}
