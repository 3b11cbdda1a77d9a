package io.mobula.process;

import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.process.Outside.Sealing;
import io.mobula.core.process.ProcessCore;
import java.lang.ref.Cleaner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The cells of refs that the reference table knows: own ones that escaped, and the questions asked about others'.
 *
 * <p>A handle in user code is a local hold. When it is collected, or released by hand, the hold ends.
 */
public final class RefBook {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int ESCAPED = 1;
    private static final int DONE = 2;
    private static final int ASKED = 4;

    private final ConcurrentHashMap<RefKey, Cell> own = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, Cell> asked = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();
    private final ProcessCore core;

    RefBook(ProcessCore core) {
        this.core = core;
    }

    /** Ends one local hold, once. */
    public static final class Hold implements Runnable {
        private final ProcessCore core;
        private final RefKey ref;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Hold(ProcessCore core, RefKey ref) {
            this.core = core;
            this.ref = ref;
        }

        @Override
        public void run() {
            if (ended.compareAndSet(false, true)) core.holdDropped(ref);
        }
    }

    /** The own ref is about to leave this process, or its value to need the table. Its handle becomes a hold. */
    public void escape(Cell cell) {
        if ((cell.standing() & ESCAPED) != 0) return;
        RefKey key = cell.key();
        own.put(key, cell);
        core.escaped(key); // two threads may both say so; the table takes it once
        int before = cell.stand(ESCAPED);
        if ((before & ESCAPED) != 0) return;
        if ((before & DONE) != 0) seal(cell);
        var hold = new Hold(core, key);
        if (cell.takeHandle() instanceof Handle handle && handle.holdUntilReleased(hold))
            CLEANER.register(handle, hold);
        else hold.run();
    }

    /** Runs the action once, when the object is collected or on {@code clean()}; it may not refer to the object. */
    public static Cleaner.Cleanable whenCollected(Object object, Runnable action) {
        return CLEANER.register(object, action);
    }

    /** A user's handle. */
    public interface Handle {
        /** False if it was released: then there is nothing to hold. */
        boolean holdUntilReleased(Hold hold);
    }

    /** Another handle on a ref that is in the table already, or is another process's. */
    public void hold(RefKey ref, Handle handle) {
        core.holdAdded(ref);
        var hold = new Hold(core, ref);
        if (handle.holdUntilReleased(hold)) CLEANER.register(handle, hold);
        else hold.run();
    }

    private void seal(Cell cell) {
        Outcome outcome = cell.outcome();
        if (outcome != null) core.sealed(cell.key(), outcome);
    }

    /** The cell of an own ref has been completed. */
    void completed(Cell cell, Outcome outcome, Sealing sealing) {
        if (outcome instanceof Outcome.Stored || !outcome.refsInside().isEmpty()) escape(cell);
        int before = cell.stand(DONE);
        if ((before & ESCAPED) != 0 && sealing == Sealing.BY_SHELL) seal(cell);
    }

    public @Nullable Cell own(RefKey ref) {
        return own.get(ref);
    }

    /** Asks the owner for the outcome of another's ref, once. */
    public void ask(Cell cell) {
        int before = cell.stand(ASKED);
        if ((before & ASKED) != 0 || cell.isDone()) return;
        long token = tokens.incrementAndGet();
        asked.put(token, cell);
        core.resolveWanted(cell.key(), token);
    }

    void resolved(long token, Outcome outcome) {
        Cell cell = asked.remove(token);
        if (cell != null) cell.complete(outcome);
    }

    /** The owner is dead: whoever waits for one of its refs waits no longer. */
    void ownerDied(RefKey ref) {
        asked.values().removeIf(cell -> {
            boolean gone = cell.key().equals(ref);
            if (gone) cell.complete(new Outcome.Failed(new Failure.OwnerDied(ref)));
            return gone;
        });
    }

    /** The last outcome of an own ref that nobody can ask for any more. */
    @Nullable
    Outcome freed(RefKey ref) {
        Cell cell = own.remove(ref);
        return cell == null ? null : cell.outcome();
    }
}
