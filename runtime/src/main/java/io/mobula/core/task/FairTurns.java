package io.mobula.core.task;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who of the tasks that wait for a pool starts next: the job that has had the least of it, by its weight.
 *
 * <p>What a start costs its job is the share of the pool that the task takes, times how long tasks of its shape have run on average. A job that comes, or comes again, begins where the others are: it
 * neither has a claim on what it did not ask for nor pays for having been alone. Where the first job's tasks do not fit, others go before them, but no more than {@link #MOST_OVERTAKEN} times: then what
 * they need is kept free for them.
 *
 * <p>Between two starts of a job that waits and whose tasks fit, another job starts at most 1 + (w′ · c) / (w · c′) tasks, w being the weights and c what a start costs.
 *
 * <p>Source: start-time fair queueing (Goyal, Vin, Cheng 1996).
 */
final class FairTurns {
    static final int MOST_OVERTAKEN = 100;

    /** Of a shape none of whose tasks has ended yet. */
    private static final double UNKNOWN_NANOS = 1_000_000;

    private static final double LEAST_NANOS = 1_000;

    private final TreeMap<ProcessId, JobTurns> jobs = new TreeMap<>();
    /** Those with shapes that wait. */
    private final List<JobTurns> waiting = new ArrayList<>();
    /** What the job that started last had had before; no job that comes now has had less. */
    private double now;

    private @Nullable SlotShape reserved;

    /** The account of the job; the weight heard last counts. */
    JobTurns of(Share share) {
        JobTurns job = jobs.computeIfAbsent(share.job(), JobTurns::new);
        job.weight = share.weight();
        return job;
    }

    /** None of its shapes is here any more. */
    void forget(ProcessId job) {
        JobTurns known = jobs.get(job);
        if (known != null && known.isEmpty()) jobs.remove(job);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** It has ready tasks now, and had none before. */
    void add(SlotShape shape) {
        JobTurns job = shape.job;
        if (job.isEmpty()) {
            waiting.add(job);
            job.passed = Math.max(job.passed, now);
        }
        job.add(shape);
    }

    /** It has no ready tasks any more. */
    @SuppressWarnings("ReferenceEquality") // the very shape
    void remove(SlotShape shape) {
        if (reserved == shape) reserved = null;
        shape.overtaken = 0;
        shape.job.remove(shape);
        if (shape.job.isEmpty()) waiting.remove(shape.job);
    }

    List<SlotShape> shapes() {
        var all = new ArrayList<SlotShape>();
        for (JobTurns job : waiting) for (SlotShape shape : job.shapes()) all.add(shape);
        return all;
    }

    /** What must be kept free for one that was overtaken too often. */
    @Nullable
    SlotShape reserved() {
        return reserved;
    }

    /** The task that starts next, taken out of its queue; none if nothing that waits has room. */
    @SuppressWarnings("ReferenceEquality") // the very job
    @Nullable
    HostedTask next() {
        JobTurns best = null;
        SlotShape shape = null;
        for (int i = waiting.size() - 1; i >= 0; i--) {
            JobTurns job = waiting.get(i);
            if (best != null && job.passed > best.passed) continue;
            SlotShape first = job.firstWithRoom();
            if (first == null) {
                if (job.isEmpty()) waiting.remove(i);
                continue;
            }
            best = job;
            shape = first;
        }
        if (best == null || shape == null) return null;
        HostedTask task = shape.ready.removeFirst();
        if (reserved == shape) reserved = null;
        shape.overtaken = 0;
        if (waiting.size() > 1 || best.hasSeveral()) overtakes(best, shape);
        best.rotate();
        now = Math.max(now, best.passed);
        best.passed += cost(shape);
        if (best.isEmpty()) waiting.remove(best);
        return task;
    }

    /** Those that had less, or as much, and have no room. */
    @SuppressWarnings("ReferenceEquality") // the very shape
    private void overtakes(JobTurns starting, SlotShape started) {
        for (JobTurns job : waiting) {
            if (job.passed > starting.passed) continue;
            for (SlotShape shape : job.shapes()) {
                if (shape == started || shape.hasRoom() || ++shape.overtaken < MOST_OVERTAKEN) continue;
                if (reserved == null && shape.fitsInTime()) reserved = shape;
            }
        }
    }

    /** A task of the shape has started while nothing waited. */
    void started(SlotShape shape) {
        JobTurns job = shape.job;
        double start = Math.max(job.passed, now);
        now = start;
        job.passed = start + cost(shape);
    }

    private static double cost(SlotShape shape) {
        double nanos = shape.meanRunNanos() < 0 ? UNKNOWN_NANOS : Math.max(LEAST_NANOS, shape.meanRunNanos());
        return nanos / (shape.slots * shape.job.weight);
    }

    @Override
    public String toString() {
        return waiting.toString();
    }
}
