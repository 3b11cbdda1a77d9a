package io.mobula.control.log;

import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.EntryAnswer;
import java.util.concurrent.CompletionStage;

/**
 * The cluster's one source of truth about who lives, as one replica sees it.
 *
 * <p>Thread safety: any thread; nothing blocks but {@link #close}.
 */
public interface ControlLog extends AutoCloseable {
    /**
     * Logs an entry.
     *
     * <p>Delivery: completed once the entry is on the disks of a majority and applied here. A failure says nothing about the entry, so it may be submitted again: entries are idempotent.
     *
     * @return what the entry answers
     */
    CompletionStage<EntryAnswer> submit(ControlEntry entry);

    @Override
    void close();

    /** What a replica tells its process. */
    interface Listener {
        /** This replica leads, and {@code state} holds everything acknowledged so far. */
        void leading(ControlState state);

        void following();

        /** A further entry was applied. */
        void applied(ControlState state);
    }
}
