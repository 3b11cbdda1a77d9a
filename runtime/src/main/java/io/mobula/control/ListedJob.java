package io.mobula.control;

import io.mobula.core.id.ProcessId;

/** A job, for lists. */
public record ListedJob(ProcessId driver, String name, ProcessId home, State state) {
    public enum State {
        RUNNING,
        /** Its driver is dead, and a detached actor of it lives. */
        LINGERING
    }
}
