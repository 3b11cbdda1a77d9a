package io.mobula.core.task;

import io.mobula.core.id.ProcessId;

/** One owner's pushes under one shape number, at their host. */
abstract sealed class HostShape permits SlotShape, CallShape, NowhereShape {
    final ProcessId owner;
    final int number;
    /** Pushes here that are not yet answered. */
    int open;

    HostShape(ProcessId owner, int number) {
        this.owner = owner;
        this.number = number;
    }

    /** How many pushes may be open here, whatever the owner was granted. */
    static final int MAX_WINDOW = 8_192;
}
