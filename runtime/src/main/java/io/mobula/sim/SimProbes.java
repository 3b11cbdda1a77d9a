package io.mobula.sim;

import java.util.SortedMap;
import java.util.TreeMap;

/** Rare branches that a run has taken, and how often: a batch of seeds that never takes one proves nothing about it. */
public final class SimProbes {
    public static final String PROMOTED = "another copy took the place of a lost one";
    public static final String MADE_AGAIN = "a lost value was made again";
    public static final String ARGUMENT_MADE_AGAIN = "a freed argument was made again for a lost value";
    public static final String LOST_WHILE_MADE_AGAIN = "a value was lost while it was made again";
    public static final String PERSISTED = "a value was brought to a second node";
    public static final String ABANDONED = "a value was freed while it was made again";
    public static final String ARGUMENT_MISSED = "a push found its argument missing";
    public static final String READ_AGAIN = "a reader found the bytes missing and asked again";
    public static final String STALE = "a late result did not count";
    public static final String BORROW_FREED = "a borrow came after the free";
    public static final String NOT_MADE_AGAIN = "a lost value could not be made again";

    private final TreeMap<String, Integer> reached = new TreeMap<>();

    void reached(String probe) {
        reached.merge(probe, 1, Integer::sum);
    }

    SortedMap<String, Integer> all() {
        return new TreeMap<>(reached);
    }
}
