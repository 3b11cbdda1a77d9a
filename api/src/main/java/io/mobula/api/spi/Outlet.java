package io.mobula.api.spi;

import io.mobula.api.Emitter;

/** What the runtime gives the body of a stream. Closed when the body has returned: nothing may be emitted then. */
public interface Outlet<T> extends Emitter<T>, AutoCloseable {
    /** How many elements were emitted. */
    long count();

    @Override
    void close();
}
