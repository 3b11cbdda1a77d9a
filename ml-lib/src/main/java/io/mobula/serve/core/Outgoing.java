package io.mobula.serve.core;

import java.util.List;

/** One call on a replica, with the requests it carries. The shell hands it back with its end. */
public final class Outgoing<T> {
    final Target target;
    private final Lane lane;
    private final List<Ticket<T>> tickets;
    /** Those that still want an answer. */
    int wanted;

    boolean open = true;

    Outgoing(Target target, Lane lane, List<Ticket<T>> tickets) {
        this.target = target;
        this.lane = lane;
        this.tickets = List.copyOf(tickets);
        this.wanted = tickets.size();
    }

    public String replica() {
        return target.id;
    }

    public Lane lane() {
        return lane;
    }

    /** At least one; all of the lane. */
    public List<Ticket<T>> tickets() {
        return tickets;
    }
}
