package io.mobula.train.core;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

/** Where a run stands. */
public sealed interface TrainState {
    History history();

    /**
     * What outlives an attempt.
     *
     * @param attempt the current or last one, from 1
     * @param committed the last committed step; 0 before the first
     * @param sinceNanos when the run began
     */
    record History(int attempt, long committed, long sinceNanos) {
        int restarts() {
            return attempt - 1;
        }

        History committed(long step) {
            return new History(attempt, Math.max(committed, step), sinceNanos);
        }
    }

    /** The group is being reserved. */
    record Placing(History history) implements TrainState {}

    /**
     * Workers come up.
     *
     * @param nodes of those that are ready, by rank
     */
    record Starting(History history, SortedMap<Integer, String> nodes, long sinceNanos) implements TrainState {}

    /**
     * The loops run.
     *
     * @param names of the ranks, {@code rank 1 (node-2)}
     * @param released the last step that all ranks have left
     * @param ended the ranks whose loops have returned
     */
    record Running(History history, List<String> names, long released, Gathering gathering, SortedSet<Integer> ended)
            implements TrainState {}

    /**
     * The report after the last released one.
     *
     * @param arrived the ranks that wait in it
     * @param offering those of them that gave a value
     * @param sinceNanos when the first arrived; 0 while none has
     * @param phase what is waited for
     */
    record Gathering(SortedSet<Integer> arrived, SortedSet<Integer> offering, long sinceNanos, Phase phase) {}

    /** What a report waits for. */
    enum Phase {
        RANKS,
        COMMIT
    }

    /**
     * The attempt has failed; its ranks get out.
     *
     * @param failure the most telling so far
     * @param live the ranks that have not ended
     */
    record Stopping(History history, Failure failure, SortedSet<Integer> live, long sinceNanos) implements TrainState {}

    /** Before the next attempt. */
    record Pausing(History history, long untilNanos) implements TrainState {}

    record Done(History history) implements TrainState {}

    record Failed(History history, Failure failure) implements TrainState {}
}
