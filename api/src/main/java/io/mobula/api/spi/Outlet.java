package io.mobula.api.spi;

import io.mobula.api.Emitter;

/** What the runtime gives the body of a stream. Closed when the body has returned: nothing may be emitted then. */
public interface Outlet<T> extends Emitter<T>, AutoCloseable {
    /** How many elements were emitted; throws as {@code emit} did if one was refused since nobody takes elements any more. */
    long count();

    @Override
    void close();
}
