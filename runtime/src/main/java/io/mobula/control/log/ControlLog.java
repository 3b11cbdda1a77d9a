package io.mobula.control.log;

import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.EntryAnswer;
import io.mobula.core.control.Replica;
import java.util.List;
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

    /** Completed once a majority has confirmed that this replica leads in its term: what is applied here is the latest there is. Fails on a replica that does not lead; without a majority it takes until the leader gives up. */
    CompletionStage<Void> confirm();

    /**
     * Changes who keeps the log, in one step. Leader only.
     *
     * @param from the group as the caller knows it; the change fails if it is another one
     */
    CompletionStage<Void> change(List<Replica> from, List<Replica> to);

    /** Hands the lead to this replica. Leader only. */
    CompletionStage<Void> transfer(Replica next);

    LogStatus status();

    @Override
    void close();

    /** What a replica tells its process. */
    interface Listener {
        /** This replica leads, and {@code state} holds everything acknowledged so far. */
        void leading(ControlState state, long term);

        void following();

        /** A further entry was applied. */
        void applied(ControlState state);
    }
}
