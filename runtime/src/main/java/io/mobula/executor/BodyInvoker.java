package io.mobula.executor;

import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;

/** Runs the body of a task on the calling thread and says how it ended; throws nothing. */
@FunctionalInterface
public interface BodyInvoker {
    Outcome invoke(HostedTask task, BodyRun run);
}
