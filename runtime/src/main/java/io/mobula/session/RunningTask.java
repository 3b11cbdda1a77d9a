package io.mobula.session;

import io.mobula.api.Priority;
import io.mobula.api.TaskContext;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyRun;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The task that runs on this thread, as its body sees it. */
final class RunningTask implements TaskContext {
    private static final ScopedValue<RunningTask> CURRENT = ScopedValue.newInstance();

    final HostedTask task;
    private final Engine engine;
    private final long deadlineNanos;
    /** Made when the body first asks: most never submit anything. */
    private volatile @Nullable MobulaSession session;

    private final String node;
    private final BodyRun run;

    RunningTask(HostedTask task, Engine engine, long deadlineNanos, String node, BodyRun run) {
        this.task = task;
        this.engine = engine;
        this.deadlineNanos = deadlineNanos;
        this.node = node;
        this.run = run;
    }

    static @Nullable RunningTask current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    Engine engine() {
        return engine;
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** The task's own: its children are numbered, so there is one, whichever of the body's threads asks. */
    MobulaSession session() {
        MobulaSession present = session;
        return present == null ? openSession() : present;
    }

    private synchronized MobulaSession openSession() {
        MobulaSession present = session;
        if (present != null) return present;
        var scope = new MobulaSession.Scope(engine, task.push.job(), task.push.id(), new AtomicLong(), Closing.NEVER);
        present = new MobulaSession(scope, deadlineNanos, priority());
        session = present;
        return present;
    }

    <R> R in(ScopedValue.CallableOp<R, Throwable> body) throws Throwable {
        return ScopedValue.where(CURRENT, this).call(body);
    }

    @Override
    public String id() {
        return task.push.id().toString();
    }

    @Override
    public int attempt() {
        return task.push.attempt();
    }

    @Override
    public String node() {
        return node;
    }

    @Override
    public Optional<Duration> remaining() {
        return deadlineNanos == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(deadlineNanos - System.nanoTime()));
    }

    @Override
    public Priority priority() {
        return Priority.valueOf(task.push.urgency().name());
    }

    @Override
    public boolean isCancelled() {
        return run.isInterrupted();
    }
}
