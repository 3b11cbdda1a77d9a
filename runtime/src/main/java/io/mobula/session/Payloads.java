package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import io.mobula.process.LocalWork;
import java.util.List;

/** How values and bodies pass from one piece of user code to another: within a heap, or as bytes. */
interface Payloads {
    /**
     * A body ready to go.
     *
     * @param refs every ref that travels with it
     * @param dependencyRefs the keys of the cells it waits for, in their order; empty if keys are not needed
     */
    record Prepared(LocalWork work, List<RefKey> refs, List<RefKey> dependencyRefs) {}

    /** Throws {@code CaptureException} for what cannot travel. */
    Prepared prepare(Body body, List<Cell> dependencies, Cell result);

    /** The outcome a value becomes; throws {@code ValueException} for one that cannot travel. {@code cell} is whose value it is. */
    Outcome seal(Object value, Cell cell);

    /** The value behind an outcome that is not a failure; isolated from every other reader. May block to fetch bytes. */
    Object open(Outcome outcome, Cell cell);

    Failure.Application thrown(Thrown thrown);

    Thrown thrown(Failure.Application failure);

    /** What the task is called in messages. */
    String name(HostedTask task);

    /** Runs the body on this thread and seals what it returns; a throwable of the body comes out as it is. */
    Outcome invoke(HostedTask task, RunningTask running) throws Throwable;
}
