package io.mobula.core.task;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Failure.CopyLost.Why;
import io.mobula.core.message.Outcome;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tasks whose stored results may have to be made again (TASK-8): of each what it was, until its value is freed and no other kept task would need it.
 *
 * <p>It holds no values: what a task needs and what had been freed is made again first, by events through the reference table, one after the other, however long the chain is.
 *
 * <p>Confined: one thread at a time. Never blocks. Cost: nothing for results that travel in messages.
 */
public final class Lineage {
    /** Of an entry with its task, beside what the task carries. */
    private static final long ENTRY_BYTES = 400;

    private static final class Entry {
        /** What to run; none if it cannot be run again, and then {@link #never} says why. */
        @Nullable
        OwnedTask task;

        @Nullable
        Why never;

        long bytes;
        /** Where the value was last. */
        ProcessId at;
        /** Its ref is in the reference table. */
        boolean valued = true;

        /** What runs for it now. */
        @Nullable
        OwnedTask running;

        /** Kept tasks that have its result as an argument. */
        int dependents;
        /** Tasks kept here whose results this one would need. */
        final TreeSet<Long> needs = new TreeSet<>();

        Entry(ProcessId at) {
            this.at = at;
        }

        boolean useless() {
            return !valued && running == null && dependents == 0;
        }
    }

    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    /** Those with a task, oldest first; perhaps some that have none any more. */
    private final ArrayDeque<Long> oldest = new ArrayDeque<>();

    private final long mostBytes;
    private final LineageEffects out;
    private long bytes;

    /** @param mostBytes of tasks kept; beyond it the oldest go */
    public Lineage(long mostBytes, LineageEffects out) {
        this.mostBytes = mostBytes;
        this.out = out;
    }

    public void handle(LineageEvent event) {
        switch (event) {
            case LineageEvent.Ended(OwnedTask task, Outcome outcome) -> ended(task, outcome);
            case LineageEvent.Freed(long number) -> freed(number);
            case LineageEvent.Lost(RefKey ref, var at) -> lost(ref, at);
        }
    }

    private void ended(OwnedTask task, Outcome outcome) {
        Entry entry = entries.get(task.number);
        boolean again = entry != null;
        if (entry == null) {
            if (!(outcome instanceof Outcome.Stored stored)) return;
            entry = new Entry(stored.at());
            entries.put(task.number, entry);
        }
        entry.running = null;
        if (outcome instanceof Outcome.Stored stored) entry.at = stored.at();
        keep(entry, task);
        if (again) task.refs.forEach(out::letGo);
        if (again && task.isAbandoned() && entry.valued) makeAgain(entry, task.ref()); // wanted again meanwhile
        removeUseless(task.number);
        dropOldest();
    }

    private void keep(Entry entry, OwnedTask task) {
        forgetTask(entry);
        if (task.isCall() || task instanceof OwnedStream) entry.never = Why.NO_TASK; // elements are not emitted twice
        else if (task.options.maxRetries() == 0) entry.never = Why.AT_MOST_ONCE;
        if (entry.never != null) return;
        entry.task = task.lasting();
        entry.bytes = ENTRY_BYTES + entry.task.lastingBytes();
        bytes += entry.bytes;
        oldest.add(task.number);
        for (RefKey ref : task.storedArguments()) {
            Entry needed = ref.owner().equals(task.owner) ? entries.get(ref.run()) : null;
            if (needed != null && entry.needs.add(ref.run())) needed.dependents++;
        }
    }

    /** What it would have needed is perhaps needed by nobody now. */
    private void forgetTask(Entry entry) {
        entry.task = null;
        bytes -= entry.bytes;
        entry.bytes = 0;
        var needs = new TreeSet<>(entry.needs);
        entry.needs.clear();
        for (long needed : needs) {
            Entry one = entries.get(needed);
            if (one == null) continue;
            one.dependents--;
            removeUseless(needed);
        }
    }

    private void freed(long number) {
        Entry entry = entries.get(number);
        if (entry == null) return;
        entry.valued = false;
        if (entry.running != null) out.abandon(entry.running);
        removeUseless(number);
    }

    /** And what only it kept, without recursion: chains are long. */
    private void removeUseless(long first) {
        var left = new ArrayDeque<Long>();
        left.add(first);
        while (!left.isEmpty()) {
            long number = left.remove();
            Entry entry = entries.get(number);
            if (entry == null || !entry.useless()) continue;
            entries.remove(number);
            bytes -= entry.bytes;
            for (long needed : entry.needs) {
                Entry one = entries.get(needed);
                if (one == null) continue;
                one.dependents--;
                left.add(needed);
            }
        }
        if (oldest.size() > 64 + 2 * entries.size()) oldest.removeIf(number -> !hasTask(number));
    }

    private boolean hasTask(long number) {
        Entry entry = entries.get(number);
        return entry != null && entry.task != null;
    }

    private void dropOldest() {
        for (int left = oldest.size(); bytes > mostBytes && left > 0; left--) {
            long number = oldest.remove();
            Entry entry = entries.get(number);
            if (entry == null || entry.task == null) continue;
            if (entry.running != null) {
                oldest.add(number); // it is needed at this moment
                continue;
            }
            entry.never = Why.LINEAGE_DROPPED;
            forgetTask(entry);
        }
    }

    private void lost(RefKey ref, Optional<ProcessId> at) {
        Entry entry = entries.get(ref.run());
        if (entry == null) {
            out.fail(ref, at.isPresent() ? new Failure.CopyLost(ref, at.get(), Why.NO_TASK) : new Failure.Freed(ref));
            return;
        }
        entry.valued = true;
        if (entry.running != null) return; // it was abandoned, and goes on when that has come to its end
        makeAgain(entry, ref);
    }

    private void makeAgain(Entry entry, RefKey ref) {
        OwnedTask task = entry.task;
        Why never = task != null && task.isExhausted() ? Why.RETRIES_EXHAUSTED : entry.never;
        if (task == null || never != null) {
            out.fail(ref, new Failure.CopyLost(ref, entry.at, never == null ? Why.NO_TASK : never));
            return;
        }
        OwnedTask again = task.again(entry.at);
        entry.running = again;
        again.eachRef(out::revive);
        out.makeAgain(again, entry.at);
        again.eachOpen((index, needed) -> out.resolve(again, index, needed));
    }

    /** How many results are known here. */
    public int size() {
        return entries.size();
    }

    /** TASK-8: what is kept is counted, and nothing is kept without a reason. */
    public void validate() {
        long counted = 0;
        var dependents = new java.util.TreeMap<Long, Integer>();
        for (Map.Entry<Long, Entry> one : entries.entrySet()) {
            Entry entry = one.getValue();
            counted += entry.bytes;
            for (long needed : entry.needs) dependents.merge(needed, 1, Integer::sum);
            if (entry.useless())
                throw new InvariantViolation("TASK-8", "the lineage of #" + one.getKey() + " is kept for nobody");
            if (entry.task == null && entry.never == null)
                throw new InvariantViolation("TASK-8", "#" + one.getKey() + " has no task, for no reason");
        }
        if (counted != bytes)
            throw new InvariantViolation("TASK-8", bytes + " bytes of lineage counted, " + counted + " found");
        entries.forEach((number, entry) -> {
            if (entry.dependents != dependents.getOrDefault(number, 0))
                throw new InvariantViolation(
                        "TASK-8", "#" + number + " counts " + entry.dependents + " dependents, not " + dependents);
        });
    }

    @Override
    public String toString() {
        return entries.size() + " stored results known, " + bytes + " bytes of their tasks";
    }
}
