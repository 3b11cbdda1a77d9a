package io.mobula.session;

import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.executor.BodyInvoker;
import io.mobula.executor.BodyRun;
import org.jspecify.annotations.Nullable;

/** Runs bodies of this process's tasks, each within its own session, and calls within their actors. */
record Invoker(String node, Engines engines) implements BodyInvoker {
    @Override
    public @Nullable Outcome invoke(HostedTask task, BodyRun run) {
        if (task.actor != null && task.actor.shell instanceof ActorLife life) return life.call(task, run);
        Engine engine;
        try {
            engine = engines.of(task.push.job());
        } catch (RuntimeException | LinkageError noCode) {
            return new Outcome.Failed(EncodedPayloads.withoutCode(task, node, noCode));
        }
        Payloads payloads = engine.payloads();
        var running = RunningTask.ofTask(task, engine, node, run);
        try {
            return running.in(
                    () -> payloads.answer(task, Results.ofTask(payloads.run(task, running), payloads.name(task))));
        } catch (Throwable thrown) {
            return failed(payloads, task, node, thrown);
        }
    }

    static Outcome failed(Payloads payloads, HostedTask task, String node, Throwable thrown) {
        return new Outcome.Failed(
                payloads.thrown(new Thrown(payloads.name(task), node, task.push.attempt(), thrown)));
    }
}
