package io.mobula.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Outcome;

/**
 * The elements of a stream at the process that consumes it: {@link io.mobula.core.task.OwnedStream#elements}.
 *
 * <p>Called with the stream's aggregate held: implementations keep what comes and return.
 */
public interface Elements {
    /** The next element. */
    void arrived(long index, RefKey ref, Outcome outcome);

    /** Those so far are nobody's. */
    void anew();

    /** The first one not taken whose bytes were only there, {@link Long#MAX_VALUE} if there is none; it and those after it are dropped. */
    long lost(ProcessId dead);
}
