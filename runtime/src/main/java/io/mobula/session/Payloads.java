package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Opaque;
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

    /**
     * A factory ready to be kept by the directory.
     *
     * @param kept whose holds must last for as long as the factory may be run: refs, and what keeps other actors alive
     * @param forget it will not be run any more
     */
    record Creation(Opaque bytes, List<Object> kept, Runnable forget) {}

    /**
     * An element of a stream, sealed.
     *
     * @param kept whose holds must last until the core has been told of it
     */
    record Element(Outcome outcome, List<Object> kept) {}

    /** Comes once, before anything else. */
    void engine(Engine engine);

    /** A handle was given to user code. */
    void track(CellRef<?> ref);

    /** Throws {@code CaptureException} for what cannot travel. */
    Prepared prepare(Body body, List<CellRef<?>> dependencies, Cell result);

    /** Throws {@code CaptureException} for what cannot travel. */
    Creation creation(Body factory, String name);

    /** Completes the cell with a value made here; throws {@code ValueException} for one that cannot travel. */
    Outcome seal(@Nullable Object value, Cell cell);

    /** The value behind an outcome that is not a failure; isolated from every other reader. May wait for bytes, and throw {@link MissedCopy} if they are not there. */
    @Nullable
    Object open(Outcome outcome, MobulaSession session);

    Failure.Application thrown(Thrown thrown);

    Thrown thrown(Failure.Application failure, MobulaSession session);

    /** What a factory threw, to be kept by the directory. */
    Opaque kept(Thrown thrown);

    Thrown thrown(Opaque failure, MobulaSession session);

    /** What the task is called in messages. */
    String name(HostedTask task);

    BodyCode code(HostedTask task);

    /** Whether this side has all that the body needs: it captured nothing, and its method's class is here. */
    boolean runsAlone(HostedTask task);

    /** Runs the body on this thread; a throwable of the body comes out as it is. What an actor's call gets may be kept by the actor. */
    @Nullable
    Object run(HostedTask task, RunningTask running, Object... arguments) throws Throwable;

    /** Seals what the body returned. */
    Outcome answer(HostedTask task, @Nullable Object value);

    /** Seals what the body emitted; throws {@code ValueException} for what cannot travel. */
    Element element(HostedTask task, long index, @Nullable Object value);

    /** Runs a factory on this thread. */
    Object create(Opaque creation, RunningTask running) throws Throwable;

    /** The state of an actor with what belongs to it; empty where no life can follow. Throws {@code ValueException} for what cannot travel, refs included. */
    Opaque save(@Nullable Object[] parts);

    @Nullable
    Object[] load(Opaque saved, MobulaSession session);

    /** The task's entry has ended. */
    void ended(HostedTask task);
}
