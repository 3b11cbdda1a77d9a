package io.mobula.watch;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyWatch;
import io.mobula.watch.Span.Ending;
import io.mobula.watch.Span.Kind;
import io.mobula.wire.EncodedWork;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The latest spans of a node, in arrays that are made once.
 *
 * <p>Thread safety: any thread; nobody waits. A reader leaves out what is being written over.
 *
 * <p>Cost: a span takes no allocation and no lock; one atomic step, and a dozen writes to memory.
 */
public final class SpanRing implements BodyWatch {
    private static final VarHandle STAMPS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int THREADS = 256;
    private static final int MAX_NAMES = 4_096;
    private static final int NOBODY = -1;

    private static final int ENDING_BITS = 2;
    private static final int KIND_BITS = 3;
    private static final int WHAT_BITS = ENDING_BITS + KIND_BITS;

    private final int mask;
    private final AtomicLong next = new AtomicLong();

    /** One more than the number of the span in the place, once all of it is there. */
    private final long[] stamps;

    private final long[] starts;
    private final long[] nanos;
    private final long[] threads;
    /** Of a fetch: its bytes, and nothing. */
    private final long[] idsHigh;

    private final long[] idsLow;
    private final int[] jobs;
    /** Attempt, kind and ending. */
    private final int[] whats;

    private final Object[] names;

    /** Threads whose names are known, each in the place of its number. */
    private final long[] seen = new long[THREADS];

    private final Map<Long, String> threadNames = new ConcurrentHashMap<>();

    /** @param size how many are kept, a power of two */
    public SpanRing(int size) {
        if (Integer.bitCount(size) != 1) throw new IllegalArgumentException("a ring of " + size + " spans");
        mask = size - 1;
        stamps = new long[size];
        starts = new long[size];
        nanos = new long[size];
        threads = new long[size];
        idsHigh = new long[size];
        idsLow = new long[size];
        jobs = new int[size];
        whats = new int[size];
        names = new Object[size];
    }

    @Override
    public void ran(HostedTask task, Outcome outcome, long startNanos, long endNanos) {
        body(task.actor == null ? Kind.TASK : Kind.CALL, task, outcome, startNanos, endNanos);
    }

    @Override
    public void ranOn(HostedTask task, Outcome outcome, long startNanos, long endNanos) {
        body(Kind.LATER_CALL, task, outcome, startNanos, endNanos);
    }

    private void body(Kind kind, HostedTask task, Outcome outcome, long startNanos, long endNanos) {
        Message.Push push = task.push;
        ProcessId job = push.job();
        TaskId id = push.id();
        String name = push.work() instanceof EncodedWork work ? work.name() : "";
        int what = push.attempt() << WHAT_BITS
                | kind.code() << ENDING_BITS
                | ending(outcome).code();
        add(startNanos, endNanos - startNanos, id.high(), id.low(), job.isNode() ? NOBODY : job.number(), what, name);
    }

    private static Ending ending(Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed(Failure failure))) return Ending.FINISHED;
        return failure instanceof Failure.Cancelled || failure instanceof Failure.DeadlinePassed
                ? Ending.CANCELLED
                : Ending.FAILED;
    }

    /** An object was brought here. */
    public void fetched(String object, long bytes, long startNanos, long endNanos, Ending ending) {
        int what = Kind.FETCH.code() << ENDING_BITS | ending.code();
        add(startNanos, endNanos - startNanos, bytes, 0, NOBODY, what, object);
    }

    @SuppressWarnings("TooManyParameters") // a span's parts, on the way into arrays: a record would be an allocation
    private void add(long start, long took, long idHigh, long idLow, int job, int what, String name) {
        Thread thread = Thread.currentThread();
        long threadId = thread.threadId();
        if (seen[(int) threadId & (THREADS - 1)] != threadId) see(thread);
        long number = next.getAndIncrement();
        int place = (int) number & mask;
        STAMPS.setOpaque(stamps, place, 0L);
        VarHandle.storeStoreFence();
        starts[place] = start;
        nanos[place] = took;
        threads[place] = threadId;
        idsHigh[place] = idHigh;
        idsLow[place] = idLow;
        jobs[place] = job;
        whats[place] = what;
        names[place] = name;
        STAMPS.setRelease(stamps, place, number + 1);
    }

    private void see(Thread thread) {
        if (threadNames.size() >= MAX_NAMES) threadNames.clear();
        threadNames.put(thread.threadId(), thread.getName());
        seen[(int) thread.threadId() & (THREADS - 1)] = thread.threadId();
    }

    /** So many were ever added. */
    public long added() {
        return next.get();
    }

    public String threadName(long thread) {
        return threadNames.getOrDefault(thread, "thread " + thread);
    }

    /** The latest, the oldest of them first. */
    public List<Span> latest(int most) {
        long end = next.get();
        long from = Math.max(0, end - Math.min(most, mask + 1));
        var spans = new ArrayList<Span>();
        for (long number = from; number < end; number++) {
            int place = (int) number & mask;
            if ((long) STAMPS.getAcquire(stamps, place) != number + 1) continue;
            Span span = read(place);
            VarHandle.loadLoadFence();
            if ((long) STAMPS.getOpaque(stamps, place) == number + 1) spans.add(span);
        }
        return spans;
    }

    private Span read(int place) {
        int what = whats[place];
        Kind kind = Kind.of(what >> ENDING_BITS & (1 << KIND_BITS) - 1);
        boolean isFetch = kind == Kind.FETCH;
        String name = (String) names[place];
        return new Span(
                kind,
                Ending.of(what & (1 << ENDING_BITS) - 1),
                starts[place],
                nanos[place],
                threads[place],
                isFetch ? "fetch" : name,
                isFetch ? name : new TaskId(idsHigh[place], idsLow[place]).toString(),
                jobs[place],
                what >>> WHAT_BITS,
                isFetch ? idsHigh[place] : 0);
    }
}
