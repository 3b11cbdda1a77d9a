package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import io.mobula.process.LocalWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values and bodies pass from one piece of user code to another: within a heap, or as bytes. */
interface Payloads {
    /**
     * A body ready to go.
     *
     * @param refs every ref that travels with it
     * @param dependencyRefs the keys of what it waits for: the dependencies given, then {@code more}; empty if keys are not needed
     * @param more sealed cells it depends on beside those the user named
     */
    record Prepared(LocalWork work, List<RefKey> refs, List<RefKey> dependencyRefs, List<Cell> more) {}

    /** Comes once, before anything else. */
    void engine(Engine engine);

    /** A handle was given to user code. */
    void track(CellRef<?> ref);

    /** Throws {@code CaptureException} for what cannot travel. */
    Prepared prepare(Body body, List<CellRef<?>> dependencies, Cell result);

    /** Completes the cell with a value made here; throws {@code ValueException} for one that cannot travel. */
    Outcome seal(@Nullable Object value, Cell cell);

    /** The value behind an outcome that is not a failure; isolated from every other reader. May wait for bytes. */
    @Nullable
    Object open(Outcome outcome, MobulaSession session);

    Failure.Application thrown(Thrown thrown);

    Thrown thrown(Failure.Application failure);

    /** What the task is called in messages. */
    String name(HostedTask task);

    /** Runs the body on this thread and seals what it returns; a throwable of the body comes out as it is. */
    Outcome invoke(HostedTask task, RunningTask running) throws Throwable;

    /** The task's entry has ended. */
    void ended(HostedTask task);
}
