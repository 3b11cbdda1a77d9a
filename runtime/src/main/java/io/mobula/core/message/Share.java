package io.mobula.core.message;

import io.mobula.core.id.ProcessId;

/**
 * For which job a demand is made, and what part of a busy host's time is due to it beside others.
 *
 * @param weight in thousandths: of two jobs one with twice the other's gets twice its time
 */
public record Share(ProcessId job, int weight) {
    /** The weight of a job that says nothing. */
    public static final int EQUAL = 1_000;

    public static final int LEAST = 1;
    public static final int MOST = 1_000_000;

    public Share {
        if (weight < LEAST || weight > MOST) throw new IllegalArgumentException("a weight of " + weight);
    }

    public static Share of(ProcessId job) {
        return new Share(job, EQUAL);
    }
}
