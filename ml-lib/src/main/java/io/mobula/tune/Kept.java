package io.mobula.tune;

/** A checkpoint, or none. */
sealed interface Kept {
    record Nothing() implements Kept {}

    /**
     * A state to go on from.
     *
     * @param iteration the report it came with, from 1
     */
    record State(int iteration, Object value) implements Kept {}
}
