package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.api.spi.StaticState;
import io.mobula.core.message.Failure;
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
        return here().open(outcome, session);
    }

    @Override
    public Failure.Application thrown(Thrown thrown) {
        return tasks.thrown(thrown);
    }

    @Override
    public Thrown thrown(Failure.Application failure) {
        return here().thrown(failure);
    }

    @Override
    public String name(HostedTask task) {
        return tasks.name(task);
    }

    @Override
    public Outcome invoke(HostedTask task, RunningTask running) throws Throwable {
        return tasks.invoke(task, running);
    }

    @Override
    public void ended(HostedTask task) {
        tasks.ended(task);
    }
}
