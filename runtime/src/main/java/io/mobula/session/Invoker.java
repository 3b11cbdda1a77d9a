package io.mobula.session;

import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyInvoker;
import io.mobula.executor.BodyRun;
import java.util.function.Function;

/**
 * Runs bodies of this process's tasks, each within its own session.
 *
 * @param engines of each job; may block while the job's code is brought here
 */
record Invoker(String node, Function<ProcessId, Engine> engines) implements BodyInvoker {

    @Override
    public Outcome invoke(HostedTask task, BodyRun run) {
        Engine engine;
        try {
            engine = engines.apply(task.push.job());
        } catch (RuntimeException | LinkageError noCode) {
            return new Outcome.Failed(EncodedPayloads.withoutCode(task, node, noCode));
        }
        long budget = task.push.budgetNanos();
        long deadline = budget == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + budget;
        var running = new RunningTask(task, engine, deadline, node, run);
        try {
            return running.in(() -> engine.payloads().invoke(task, running));
        } catch (Throwable thrown) {
            return new Outcome.Failed(engine.payloads()
                    .thrown(new Thrown(engine.payloads().name(task), node, task.push.attempt(), thrown)));
        }
    }
}
