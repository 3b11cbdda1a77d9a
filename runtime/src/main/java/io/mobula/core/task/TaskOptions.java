package io.mobula.core.task;

import io.mobula.core.message.Urgency;

/**
 * What tasks of one builder have in common; shared by all of them.
 *
 * @param maxRetries attempts beyond the first when a node dies; 0 means at most once (TASK-6)
 */
public record TaskOptions(
        String name, Shape shape, int maxRetries, RetryRule retry, Urgency urgency, Lifetime lifetime) {
    /** With whom a task ends, whoever owns it. */
    public enum Lifetime {
        /** With the driver of its job. */
        JOB,
        /** With its owner alone: a detached actor submitted it, which outlives its job. */
        DETACHED
    }
}
