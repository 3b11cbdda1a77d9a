package io.mobula.submit;

import java.time.Duration;

/** What is asked of a node about submitted jobs. */
public sealed interface SubmitAsk {
    /** Answered by {@link SubmitAnswer.Missing}, or by the {@link SubmitAnswer.Jobs} with the one that was made. */
    record Submit(Submission submission) implements SubmitAsk {}

    /** Answered by {@link SubmitAnswer.Jobs}: those of this node, newest first. */
    record List() implements SubmitAsk {}

    /** Answered by {@link SubmitAnswer.Jobs} with the one, once it has been asked to end; its end comes later. */
    record Stop(String id) implements SubmitAsk {}

    /** Answered by {@link SubmitAnswer.Output}. */
    record Read(Source source, From from, Reading reading) implements SubmitAsk {}

    /** Whose output. */
    sealed interface Source {
        record Job(String id) implements Source {}

        /** What bodies of a job printed on the asked node, by its driver's name or the id it was submitted under. */
        record Bodies(String job) implements Source {}

        /** The asked node's own. */
        record Node() implements Source {}
    }

    sealed interface From {
        record Offset(long offset) implements From {}

        /** The last so many lines. */
        record Tail(int lines) implements From {}
    }

    /**
     * How to read.
     *
     * @param maxBytes of the answer
     * @param patience how long to wait for a first byte
     */
    record Reading(int maxBytes, Duration patience, Pace pace) {}

    enum Pace {
        /** What is dropped meanwhile is dropped. */
        FREE,
        /** The writer waits for this reader, as long as it goes on asking. */
        HELD
    }
}
