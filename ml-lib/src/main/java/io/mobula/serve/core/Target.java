package io.mobula.serve.core;

/** A replica as one dispatcher knows it. */
final class Target {
    final String id;
    /** Calls sent and not ended. */
    int ongoing;
    /** Until then nothing is sent: a call on it was lost, or it said that it drains. */
    long avoidUntilNanos = Long.MIN_VALUE;

    Target(String id) {
        this.id = id;
    }

    boolean takes(int maxOngoing, long nowNanos) {
        return ongoing < maxOngoing && nowNanos >= avoidUntilNanos;
    }
}
