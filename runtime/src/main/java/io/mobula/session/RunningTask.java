package io.mobula.session;

import io.mobula.api.Priority;
import io.mobula.api.TaskContext;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyRun;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The task that runs on this thread, as its body sees it. */
final class RunningTask implements TaskContext {
    private static final ScopedValue<RunningTask> CURRENT = ScopedValue.newInstance();

    final HostedTask task;
    final MobulaSession session;
    private final String node;
    private final BodyRun run;

    RunningTask(HostedTask task, MobulaSession session, String node, BodyRun run) {
        this.task = task;
        this.session = session;
        this.node = node;
        this.run = run;
    }

    static @Nullable RunningTask current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
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
        long deadline = session.deadlineNanos();
        return deadline == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(deadline - System.nanoTime()));
    }

    @Override
    public Priority priority() {
        return session.priority();
    }

    @Override
    public boolean isCancelled() {
        return run.isInterrupted();
    }
}
