package io.mobula.process;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.process.Outside.Sealing;
import io.mobula.core.process.ProcessCore;
import java.lang.ref.Cleaner;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    /** Own refs whose lost values are made again now. */
    private final ConcurrentHashMap<RefKey, MadeAgain> madeAgain = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<Long, CompletableFuture<Integer>> persisting = new ConcurrentHashMap<>();

    private final AtomicLong tokens = new AtomicLong();
    private final ProcessCore core;

    RefBook(ProcessCore core) {
        this.core = core;
    }

    /**
     * A value that is made again.
     *
     * @param attempt which one this is
     * @param attempts how many there may be
     * @param lostAt where its bytes were
     */
    public record MadeAgain(int attempt, int attempts, ProcessId lostAt) {}

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

    /** The end of an own ref. One whose value needs the table is in it before anybody sees the value: he may ask the table at once. */
    void complete(Cell cell, Outcome outcome, Sealing sealing) {
        if (outcome instanceof Outcome.Stored || !outcome.refsInside().isEmpty()) escape(cell);
        cell.complete(outcome);
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

    /**
     * The bytes of a value are not where the cell's outcome has them: its owner is told, and asked for where they are now.
     *
     * @return completed with the answer, which is the cell's outcome too from then on
     */
    public Cell askAgain(Cell cell, Outcome.Stored missed) {
        Cell answer = Cell.of(cell.key());
        int _ = answer.stand(ASKED);
        answer.onEnd(cell::renew);
        long token = tokens.incrementAndGet();
        asked.put(token, answer);
        core.copyMissed(missed.copy(), missed.at());
        core.resolveWanted(cell.key(), token);
        return answer;
    }

    /** Completed with the number of nodes that have the stored value once that is as many as asked for, or no more can be had. */
    public CompletableFuture<Integer> persist(RefKey ref, int copies) {
        var answer = new CompletableFuture<Integer>();
        long token = tokens.incrementAndGet();
        persisting.put(token, answer);
        core.persistWanted(ref, copies, token);
        return answer;
    }

    void persisted(long token, int copies) {
        CompletableFuture<Integer> answer = persisting.remove(token);
        if (answer != null) answer.completeAsync(() -> copies);
    }

    /** An own ref that had been freed is in the table again. */
    void revived(RefKey ref, Optional<Outcome> known) {
        Cell cell = own.computeIfAbsent(ref, Cell::of);
        known.ifPresent(cell::complete);
    }

    void madeAgain(RefKey ref, MadeAgain making) {
        madeAgain.put(ref, making);
    }

    /** What is made for this ref now, its value having been lost. */
    public Optional<MadeAgain> makingOf(RefKey ref) {
        return madeAgain.isEmpty() ? Optional.empty() : Optional.ofNullable(madeAgain.get(ref));
    }

    /** The value of an own ref, which was there before, is there again, or will never be. */
    void renewed(RefKey ref, Outcome outcome) {
        madeAgain.remove(ref);
        Cell cell = own.get(ref);
        if (cell != null && !cell.complete(outcome)) cell.renew(outcome);
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
        if (!madeAgain.isEmpty()) madeAgain.remove(ref);
        return cell == null ? null : cell.outcome();
    }
}
