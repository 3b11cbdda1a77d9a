package io.mobula.serve.core;

/**
 * Requests that may share a call: those of one route, or of one method.
 *
 * @param key equal for requests of the same lane
 * @param max how many requests one call takes; 1: each goes alone
 * @param waitNanos how long the first of a call waits for others
 */
public record Lane(Object key, int max, long waitNanos) {
    public Lane {
        if (max < 1) throw new IllegalArgumentException("a lane with calls of " + max + " requests");
        if (waitNanos < 0) throw new IllegalArgumentException("a lane that waits " + waitNanos + " ns");
    }

    public static Lane single(Object key) {
        return new Lane(key, 1, 0);
    }
}
