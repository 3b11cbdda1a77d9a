package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Work;
import java.util.ArrayList;
import java.util.List;
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

    /** False if this dependency had ended before. */
    final boolean resolve(int index, Outcome outcome) {
        if (dependencies[index] != null) return false;
        dependencies[index] = outcome;
        missing--;
        return true;
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
}
