package io.mobula.call;

/** What the reader of an accepted session does before it blocks: the bodies that its frames brought. */
@FunctionalInterface
public interface LaneWork {
    /** Runs one piece of work on this thread; false if there is none. */
    boolean runNext();
}
