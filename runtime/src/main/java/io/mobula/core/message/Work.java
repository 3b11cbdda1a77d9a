package io.mobula.core.message;

/** What a task does. The core carries it and never looks inside; a shell has code and encoded captures here, the simulator a script. */
public interface Work {
    /** Its share of the owner's queue and of a push. */
    long sizeBytes();

    /** The same without what keeps its arguments alive: for as long as it may have to be done again (TASK-8). */
    default Work lasting() {
        return this;
    }

    /** What {@link #lasting} takes. */
    default long lastingBytes() {
        return sizeBytes();
    }
}
