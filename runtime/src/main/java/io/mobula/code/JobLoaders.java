package io.mobula.code;

import io.mobula.core.id.ProcessId;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loaders of the jobs whose code runs in this process (CODE-5).
 *
 * <p>A loader is made by the first who uses it, and closed when the job has ended and its last user is gone. A failure to make it is that user's alone: the next tries again.
 */
public final class JobLoaders implements AutoCloseable {
    /** Ended jobs remembered, so that a straggler does not open a loader that nobody would close. */
    static final int ENDED_REMEMBERED = 10_000;

    private final CodeStore store;
    private final Map<ProcessId, LoaderSlot> slots = new HashMap<>();
    private final Map<ProcessId, Boolean> ended = new LinkedHashMap<>();

    public JobLoaders(CodeStore store) {
        this.store = store;
    }

    /** The job's loader, until {@link #close}. */
    public interface Use extends Closeable {
        ClassLoader loader();

        @Override
        void close();
    }

    /**
     * Blocks until every blob of the manifest is here.
     *
     * @throws IllegalStateException if the job has ended
     */
    public Use use(ProcessId job, Manifest code, BlobFetcher fetcher) throws IOException {
        LoaderSlot slot;
        synchronized (this) {
            if (ended.containsKey(job)) throw new IllegalStateException("job " + job + " has ended");
            slot = slots.computeIfAbsent(job, LoaderSlot::new);
            slot.enter();
        }
        Optional<Use> use = Optional.empty();
        try {
            use = Optional.of(slot.use(code, store, fetcher));
            return use.get();
        } finally {
            if (use.isEmpty()) slot.leave();
        }
    }

    /** No user will come any more. */
    public void end(ProcessId job) {
        LoaderSlot slot;
        synchronized (this) {
            ended.put(job, Boolean.TRUE);
            if (ended.size() > ENDED_REMEMBERED)
                ended.remove(ended.keySet().iterator().next());
            slot = slots.remove(job);
        }
        if (slot != null) slot.leave();
    }

    /** It has not ended after all: its next user has its loader made anew. */
    public synchronized void goesOn(ProcessId job) {
        ended.remove(job);
    }

    /** Loaders open now. */
    public synchronized int open() {
        return slots.size();
    }

    /** Ends every job. */
    @Override
    public void close() {
        for (ProcessId job : jobs()) end(job);
    }

    private synchronized List<ProcessId> jobs() {
        return List.copyOf(slots.keySet());
    }
}
