package io.mobula.sim;

import io.mobula.core.id.RefKey;
import io.mobula.core.message.Outcome;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What users of one process wait for beside their tasks: values read, and brought to several nodes. */
final class SimReader {
    /** Bytes may be found missing so often before something is wrong. */
    private static final int MOST_MISSES = 40;

    private final SimProcess process;
    private final SimWorld world;
    private final SplittableRandom random;
    private final TreeMap<Long, Consumer<Outcome>> asked = new TreeMap<>();
    private final TreeMap<Long, IntConsumer> persisting = new TreeMap<>();
    private long tokens;
    /** Fetches under way. */
    private int reads;

    SimReader(SimProcess process, SimWorld world, SplittableRandom random) {
        this.process = process;
        this.world = world;
        this.random = random;
    }

    /** What has not been answered. */
    int open() {
        return asked.size() + persisting.size() + reads;
    }

    /** The user takes a ref out of a value, asks for what it stands for, brings it here, and lets it go. */
    void look(RefKey ref, Consumer<Outcome> seen) {
        process.core().holdAdded(ref);
        ask(
                ref,
                outcome -> read(ref, outcome, 0, read -> {
                    seen.accept(read);
                    process.core().holdDropped(ref);
                }));
    }

    /** The user reads an own result that has ended. */
    void read(SimCell cell, Outcome ended, Consumer<Outcome> seen) {
        cell.holders++;
        read(cell.ref, ended, 0, read -> {
            seen.accept(read);
            process.drop(cell);
        });
    }

    private void ask(RefKey ref, Consumer<Outcome> answer) {
        long token = ++tokens;
        asked.put(token, answer);
        process.core().resolveWanted(ref, token);
    }

    private void read(RefKey ref, Outcome outcome, int misses, Consumer<Outcome> seen) {
        if (!(outcome instanceof Outcome.Stored stored)) {
            seen.accept(outcome);
            return;
        }
        reads++;
        process.later(random.nextLong(10_000, 2_000_000), "reads " + ref, () -> {
            reads--;
            if (process.brings(stored)) {
                seen.accept(outcome);
                return;
            }
            if (misses > MOST_MISSES)
                throw new IllegalStateException("REF-12: " + ref + " is never where its owner says");
            world.reached(SimProbes.READ_AGAIN);
            process.core().copyMissed(stored.copy(), stored.at());
            ask(ref, next -> read(ref, next, misses + 1, seen));
        });
    }

    void resolved(long token, Outcome outcome) {
        Consumer<Outcome> waits = asked.remove(token);
        if (waits == null) throw new IllegalStateException(process.self() + " was answered twice under token " + token);
        waits.accept(outcome);
    }

    /** The user wants an own stored value on two nodes. */
    void persist(SimCell cell) {
        cell.holders++;
        long token = ++tokens;
        persisting.put(token, copies -> {
            process.drop(cell);
            if (copies >= 2) world.reached(SimProbes.PERSISTED);
        });
        process.core().persistWanted(cell.ref, 2, token);
    }

    void persisted(long token, int copies) {
        IntConsumer waits = persisting.remove(token);
        if (waits == null) throw new IllegalStateException(process.self() + " was answered twice under token " + token);
        waits.accept(copies);
    }
}
