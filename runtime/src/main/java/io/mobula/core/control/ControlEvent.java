package io.mobula.core.control;

import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.id.ProcessId;

/** What the control log tells every process, in the log's order. */
public sealed interface ControlEvent {
    record Viewed(ClusterView view) implements ControlEvent {}

    /**
     * A process has died (REF-6, TASK-6).
     *
     * @param index its place in the sequence of deaths, 1 for the first; no index is left out
     */
    record Died(long index, ProcessId process, Cause cause, String detail) implements ControlEvent {}

    /** Every process not declared dead has confirmed this death, and it is the last one logged (REF-8). */
    record Settled(long index) implements ControlEvent {}

    /** Actors and placement groups have changed. Comes after the deaths that brought it about. */
    record Directed(DirectoryChange change) implements ControlEvent {}

    enum Cause {
        /** The leader lost it for the node timeout. */
        UNREACHABLE,
        /** It came back as a new incarnation. */
        RESTARTED,
        /** It said goodbye. */
        LEFT,
        /** Its session was silent beyond the grace. */
        SESSION_LOST
    }
}
