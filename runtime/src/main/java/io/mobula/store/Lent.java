package io.mobula.store;

/**
 * An object's place in the arena, pinned for another process until that gives it back or ends.
 *
 * @param number what it is given back by
 */
public record Lent(long number, long offset, long sizeBytes) {}
