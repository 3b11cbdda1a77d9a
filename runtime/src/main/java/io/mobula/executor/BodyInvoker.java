package io.mobula.executor;

import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import org.jspecify.annotations.Nullable;

/** Runs the body of a task on the calling thread and says how it ended; throws nothing. Null if that is not known yet: then the core is told by whoever learns it. */
@FunctionalInterface
public interface BodyInvoker {
    @Nullable
    Outcome invoke(HostedTask task, BodyRun run);
}
