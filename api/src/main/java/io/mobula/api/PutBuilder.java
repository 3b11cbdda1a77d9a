package io.mobula.api;

import org.jspecify.annotations.Nullable;

/** How a value is put. Immutable: each method gives a new one, to be kept and used again. */
public interface PutBuilder {
    /**
     * Copies kept on different nodes, 1 to 16. Default 1: where it was put.
     *
     * <p>Failure: {@code IllegalArgumentException} outside of that.
     */
    PutBuilder replicas(int count);

    /** How {@code explain} and errors call it. */
    PutBuilder name(String name);

    /**
     * Shares a value, as {@link Mobula#put}; returns when as many nodes have it as {@link #replicas} says.
     *
     * <p>Failure: {@code PlacementException} if fewer nodes can take it; the value is put nonetheless, and goes with its last ref. A value small enough to travel in messages is with its owner and counts as kept.
     */
    <T extends @Nullable Object> ObjectRef<T> put(T value);
}
