package io.mobula.core.task;

import io.mobula.core.Transitions;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Work;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A task at the process that submitted it. Its final fields may be read by anybody; what changes is confined to the shard of {@link OwnerTasks} that its number belongs to.
 */
public class OwnedTask {
    enum State {
        /** Some dependency has not ended. */
        WAITING,
        /** In the placer's queue, or on its way back into it. */
        QUEUED,
        /** A retry waits for its delay. */
        DELAYED,
        /** {@code host} has push {@code push}. */
        PUSHED,
        /** Ended for its user; {@code host} still owes an answer to push {@code push} (TASK-7). */
        CLOSING,
        ENDED
    }

    static final Transitions<State> MOVES = new Transitions<>(
            "A task at its owner",
            State.WAITING,
            Map.of(
                    State.WAITING, EnumSet.of(State.WAITING, State.QUEUED, State.ENDED),
                    State.QUEUED, EnumSet.of(State.QUEUED, State.WAITING, State.PUSHED, State.ENDED),
                    State.DELAYED, EnumSet.of(State.QUEUED, State.WAITING, State.ENDED),
                    State.PUSHED, EnumSet.of(State.QUEUED, State.WAITING, State.DELAYED, State.CLOSING, State.ENDED),
                    State.CLOSING, EnumSet.of(State.ENDED)));

    /** Unique in the owner process and never used again: the run of its ref. */
    public final long number;

    public final ProcessId owner;
    public final TaskId id;
    public final ProcessId job;
    public final TaskOptions options;
    public final Work work;

    /** Of a call: its place among those of its lane and this process, 1 for the first; 0 of a task. */
    public final long turn;

    /** Every ref that travels in {@code work}. Empty where the work never leaves its process. */
    public final List<RefKey> refs;

    /** Of {@code nowNanos}; {@link Long#MAX_VALUE} without one. */
    public final long deadlineNanos;

    /** Where the shell completes the result; the core never looks at it. */
    public final Object cell;

    private final List<RefKey> dependencyRefs;
    private final @Nullable Outcome[] dependencies;

    State state = State.WAITING;
    int missing;
    /** 1 for the first; only a lost push or a retried failure starts another. */
    int attempt = 1;
    /** Of application failures retried by the rule. */
    int retried;
    /** What failed attempts and the pauses after them have taken. */
    long spentNanos;
    /** Of a call: it has been at a process that died. */
    boolean mayHaveRun;
    /** The last push sent, 0 before the first. */
    int push;
    /** Set in PUSHED and CLOSING. */
    @Nullable
    ProcessId host;

    /** Most tasks have none. */
    private @Nullable Recovery recovery;

    /**
     * @param dependencies one element for each value the task waits for; those that have ended are there
     * @param dependencyRefs their refs, in the same order; empty if the work never leaves its process
     */
    public OwnedTask(
            ProcessId owner,
            long number,
            TaskId id,
            ProcessId job,
            TaskOptions options,
            Work work,
            List<RefKey> refs,
            List<RefKey> dependencyRefs,
            @Nullable Outcome[] dependencies,
            long deadlineNanos,
            long turn,
            Object cell) {
        this.owner = owner;
        this.number = number;
        this.id = id;
        this.job = job;
        this.options = options;
        this.work = work;
        this.refs = refs;
        this.dependencyRefs = dependencyRefs;
        this.dependencies = dependencies;
        for (Outcome known : dependencies) if (known == null) missing++;
        this.deadlineNanos = deadlineNanos;
        this.turn = turn;
        this.cell = cell;
    }

    /** What is kept of it once it has ended: all that it takes to make it again. */
    OwnedTask lasting() {
        return copy(work.lasting(), dependencies);
    }

    /** Of {@link #lasting}. */
    long lastingBytes() {
        long bytes = work.lastingBytes();
        for (Outcome outcome : dependencies)
            if (outcome instanceof Outcome.Inline inline)
                bytes += inline.value().sizeBytes();
        return bytes;
    }

    /** Its next attempt, when its value was lost. The old deadline was met; it does not bind this one. */
    OwnedTask again(ProcessId at) {
        @Nullable Outcome[] known = dependencies.clone();
        for (int i = 0; i < known.length; i++) if (known[i] instanceof Outcome.Stored) known[i] = null;
        OwnedTask next = copy(work, known);
        next.attempt++;
        next.recovery().lostAt = at;
        return next;
    }

    private OwnedTask copy(Work its, @Nullable Outcome[] known) {
        var copy = new OwnedTask(
                owner, number, id, job, options, its, refs, dependencyRefs, known, Long.MAX_VALUE, turn, cell);
        copy.attempt = attempt;
        copy.retried = retried;
        copy.spentNanos = spentNanos;
        copy.push = push;
        return copy;
    }

    /** Whether it has run as often as it may for reasons of the system. */
    boolean isExhausted() {
        return attempt - retried > options.maxRetries();
    }

    /** Whether it is made again, its value having been there before. */
    public boolean isAgain() {
        return recovery != null && recovery.lostAt != null;
    }

    /** Most tasks have none, and get none by being asked. */
    Optional<ProcessId> lostAt() {
        return recovery == null ? Optional.empty() : Optional.ofNullable(recovery.lostAt);
    }

    private Recovery recovery() {
        Recovery present = recovery;
        if (present == null) recovery = present = new Recovery();
        return present;
    }

    /** False if that was once too often. */
    boolean mayMissAgain() {
        return ++recovery().misses <= Recovery.MOST_MISSES;
    }

    /** 1 for the first. Of a task that has been queued, for who brings it to its host. */
    public int attempt() {
        return attempt;
    }

    boolean isAbandoned() {
        return recovery != null && recovery.abandoned;
    }

    void abandon() {
        recovery().abandoned = true;
    }

    /** Its refs, each with the value that a kept task has in hand. */
    void eachRef(BiConsumer<RefKey, Optional<Outcome>> visit) {
        var inHand = new HashMap<RefKey, Outcome>();
        for (int i = 0; i < dependencyRefs.size(); i++)
            if (dependencies[i] instanceof Outcome.Inline inline) inHand.put(dependencyRefs.get(i), inline);
        for (RefKey ref : refs) visit.accept(ref, Optional.ofNullable(inHand.get(ref)));
    }

    /** What visits dependencies. */
    interface EachDependency {
        void visit(int index, RefKey ref);
    }

    /** Its dependencies without an outcome. */
    void eachOpen(EachDependency each) {
        for (int i = 0; i < dependencyRefs.size(); i++)
            if (dependencies[i] == null) each.visit(i, dependencyRefs.get(i));
    }

    /** Its dependencies whose values are in stores. */
    List<RefKey> storedArguments() {
        var stored = new ArrayList<RefKey>(0);
        for (int i = 0; i < dependencyRefs.size(); i++)
            if (dependencies[i] instanceof Outcome.Stored) stored.add(dependencyRefs.get(i));
        return stored;
    }

    public final boolean isCall() {
        return turn > 0;
    }

    /** Whether it is over when the driver of its job is. */
    final boolean endsWith(ProcessId driver) {
        return options.lifetime() == TaskOptions.Lifetime.JOB && driver.equals(job);
    }

    /** The ref of its result. */
    public final RefKey ref() {
        return new RefKey(id.object(ObjectKind.RESULT, 0), owner, number);
    }

    boolean hasArguments() {
        return dependencies.length > 0;
    }

    /** False if this dependency had ended before. */
    final boolean resolve(int index, Outcome outcome) {
        if (dependencies[index] != null && !isReopened(index)) return false;
        if (recovery != null) recovery.reopened.clear(index);
        dependencies[index] = outcome;
        missing--;
        return true;
    }

    /** The stored outcome of this dependency, which it waits for anew from now on; nothing if it does already. The old one stays for who looks at it meanwhile. */
    Outcome.@Nullable Stored reopen(int index) {
        if (!(dependencies[index] instanceof Outcome.Stored stored) || isReopened(index)) return null;
        recovery().reopened.set(index);
        missing++;
        return stored;
    }

    private boolean isReopened(int index) {
        return recovery != null && recovery.reopened.get(index);
    }

    /** Reopens the dependencies whose bytes are missing. */
    void reopen(Predicate<Outcome.Stored> isMissing, Reopened each) {
        if (missing == dependencies.length) return;
        for (int i = 0; i < dependencyRefs.size(); i++) {
            if (!(dependencies[i] instanceof Outcome.Stored at) || !isMissing.test(at)) continue;
            Outcome.Stored stored = reopen(i);
            if (stored != null) each.visit(i, dependencyRefs.get(i), stored);
        }
    }

    /** What visits reopened dependencies. */
    interface Reopened {
        void visit(int index, RefKey ref, Outcome.Stored missed);
    }

    /** What a push carries; all dependencies have ended. Safe to call once the task is queued. */
    public final List<Dependency> dependencies() {
        if (dependencyRefs.isEmpty()) return List.of();
        var sealed = new ArrayList<Dependency>(dependencies.length);
        for (int i = 0; i < dependencies.length; i++) {
            Outcome outcome = dependencies[i];
            if (outcome == null) throw new IllegalStateException("dependency " + i + " of " + this + " is open");
            sealed.add(new Dependency(dependencyRefs.get(i), outcome));
        }
        return sealed;
    }

    @Override
    public final String toString() {
        return options.name() + " #" + number;
    }

    void become(State next) {
        state = MOVES.step(state, next, this);
    }
}
