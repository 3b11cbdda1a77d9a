package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.api.spi.BodyCode;
import io.mobula.api.spi.StaticState;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The strict mode of an embedded node: values cross between the program's class loader and the tasks' as bytes, as they would between processes. Inside a task the tasks' side speaks. */
record StrictPayloads(Payloads program, Payloads tasks) implements Payloads {
    private Payloads here() {
        return RunningTask.current() == null ? program : tasks;
    }

    /** By whose it is, not by the thread: user code takes values out of refs on threads of its own, too. */
    private Payloads of(MobulaSession session) {
        return session.isOfProgram() ? program : tasks;
    }

    @Override
    public void engine(Engine engine) {
        program.engine(engine);
        tasks.engine(engine);
    }

    @Override
    public void track(CellRef<?> ref) {
        program.track(ref);
    }

    @Override
    public Prepared prepare(Body body, List<CellRef<?>> dependencies, Cell result) {
        StaticState.refuse(body);
        return here().prepare(body, dependencies, result);
    }

    @Override
    public Outcome seal(@Nullable Object value, Cell cell) {
        return here().seal(value, cell);
    }

    @Override
    public @Nullable Object open(Outcome outcome, MobulaSession session) {
        return of(session).open(outcome, session);
    }

    @Override
    public Failure.Application thrown(Thrown thrown) {
        return tasks.thrown(thrown);
    }

    @Override
    public Thrown thrown(Failure.Application failure, MobulaSession session) {
        return of(session).thrown(failure, session);
    }

    @Override
    public String name(HostedTask task) {
        return tasks.name(task);
    }

    @Override
    public BodyCode code(HostedTask task) {
        return tasks.code(task);
    }

    @Override
    public boolean runsAlone(HostedTask task) {
        return tasks.runsAlone(task);
    }

    @Override
    public @Nullable Object run(HostedTask task, RunningTask running, Object... arguments) throws Throwable {
        return tasks.run(task, running, arguments);
    }

    @Override
    public Outcome answer(HostedTask task, @Nullable Object value) {
        return tasks.answer(task, value);
    }

    @Override
    public Element element(HostedTask task, long index, @Nullable Object value) {
        return tasks.element(task, index, value);
    }

    @Override
    public Creation creation(Body factory, String name) {
        StaticState.refuse(factory);
        return here().creation(factory, name);
    }

    @Override
    public Object create(Opaque creation, RunningTask running) throws Throwable {
        return tasks.create(creation, running);
    }

    @Override
    public Opaque kept(Thrown thrown) {
        return tasks.kept(thrown);
    }

    @Override
    public Thrown thrown(Opaque failure, MobulaSession session) {
        return of(session).thrown(failure, session);
    }

    @Override
    public Opaque save(@Nullable Object[] parts) {
        return tasks.save(parts);
    }

    @Override
    public @Nullable Object[] load(Opaque saved, MobulaSession session) {
        return tasks.load(saved, session);
    }

    @Override
    public void ended(HostedTask task) {
        tasks.ended(task);
    }
}
