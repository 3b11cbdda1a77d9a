package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.ArrayDeque;

/** The tasks of one shape of one owner at a host: their queue and their window. */
final class HostShape {
    /** How much work may wait at the host beyond its slots, so that a slot is never idle for a round trip. */
    static final long WINDOW_NANOS = 2_000_000;

    static final int MAX_WINDOW = 8_192;

    final ProcessId owner;
    final int number;
    final Demand demand;
    /** How many fit into the node at once; at least 1, so that infeasible pushes are answered too. */
    final int slots;

    final ArrayDeque<HostedTask> ready = new ArrayDeque<>();
    /** Pushes the owner may have here: granted so far less revoked. */
    int window;
    /** Pushes here that are not yet answered. */
    int open;
    /** Bodies of {@link #open} that wait for another task. */
    int blocked;
    /** Of {@link #window}, for bodies that wait: without it those they wait for might never get a credit. */
    int lent;
    /** Of the body's time; negative until the first has ended. */
    private double meanRunNanos = -1;

    HostShape(ProcessId owner, int number, Demand demand, int slots) {
        this.owner = owner;
        this.number = number;
        this.demand = demand;
        this.slots = slots;
        this.window = slots;
    }

    void ran(long nanos) {
        meanRunNanos = meanRunNanos < 0 ? nanos : meanRunNanos + (nanos - meanRunNanos) / 16;
    }

    /** The window that keeps the slots busy: them, and what they do in {@link #WINDOW_NANOS}. */
    int wantedWindow() {
        if (meanRunNanos < 0) return slots;
        double more = slots * (WINDOW_NANOS / Math.max(100.0, meanRunNanos));
        return (int) Math.min(MAX_WINDOW, slots + more);
    }
}
