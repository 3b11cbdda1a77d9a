package io.mobula.watch;

import java.util.Optional;

/** What is asked of a node about what happened and happens on it. */
public sealed interface WatchAsk {
    /** Items of an answer, at most: it has to fit into a message. */
    int MOST = 10_000;

    /** Of spans, which are small. */
    int MOST_SPANS = 65_536;

    /** Answered by {@link WatchAnswer.Tasks}: those that run and wait here, and the latest that ended. */
    record Tasks(Filter filter, int most) implements WatchAsk {}

    /**
     * Which tasks; what is empty does not matter.
     *
     * @param job the driver's name
     * @param name a part of the task's name
     */
    record Filter(Optional<String> job, Optional<TaskRow.State> state, Optional<String> name) {
        public static final Filter NONE = new Filter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Answered by {@link WatchAnswer.Objects}: the largest. */
    record Objects(int most) implements WatchAsk {}

    /** Answered by {@link WatchAnswer.Events}: those after this one, and not older than that. */
    record Events(long after, long sinceEpochMillis, int most) implements WatchAsk {}

    /** Answered by {@link WatchAnswer.Spans}: the latest. */
    record Spans(int most) implements WatchAsk {}

    /** Answered by {@link WatchAnswer.Clock}, at once. */
    record Clock() implements WatchAsk {}
}
