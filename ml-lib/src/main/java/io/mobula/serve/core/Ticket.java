package io.mobula.serve.core;

import org.jspecify.annotations.Nullable;

/** One request on its way through a {@link Dispatcher}. Confined with it. */
public final class Ticket<T> {
    /** The states a ticket goes through; only WAITING and CALLED may follow each other again. */
    enum Place {
        NEW,
        WAITING,
        CALLED,
        GONE
    }

    private final T request;
    final Lane lane;
    Place place = Place.NEW;
    /** Calls that may have run it. */
    int mayHaveRun;
    /** Calls it was in. */
    int calls;
    /** When it last began to wait. */
    long sinceNanos;
    /** The call it is in; null unless CALLED. */
    @Nullable
    Outgoing<T> call;

    public Ticket(T request, Lane lane) {
        this.request = request;
        this.lane = lane;
    }

    public T request() {
        return request;
    }
}
