package io.mobula.session;

import io.mobula.api.Priority;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyInvoker;
import io.mobula.executor.BodyRun;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Runs bodies of this process's tasks, each within its own session. */
final class Invoker implements BodyInvoker {
    private final String node;
    private volatile @Nullable Engine engine;

    /** The engine comes later: it needs the process, which needs this. */
    Invoker(String node) {
        this.node = node;
    }

    void engine(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Outcome invoke(HostedTask task, BodyRun run) {
        Engine present = Objects.requireNonNull(engine);
        long budget = task.push.budgetNanos();
        long deadline = budget == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + budget;
        var scope = new MobulaSession.Scope(present, task.push.job(), task.push.id(), new AtomicLong(), Closing.NEVER);
        var running = new RunningTask(task, new MobulaSession(scope, deadline, Priority.NORMAL), node, run);
        try {
            return running.in(() -> present.payloads().invoke(task, running));
        } catch (Throwable thrown) {
            return new Outcome.Failed(present.payloads().thrown(new Thrown(present.payloads().name(task), node, task.push.attempt(), thrown)));
        }
    }
}
