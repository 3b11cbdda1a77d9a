package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Value;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import io.mobula.process.LocalWork;
import io.mobula.wire.value.Isolation;
import io.mobula.wire.value.Unshippable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of an embedded node: immutable ones are shared, all others copied once on the way in and once for each reader. Nothing is encoded. */
final class SharedPayloads implements Payloads {
    private record SharedWork(Body body, Cell cell) implements LocalWork {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private record SharedValue(@Nullable Object value) implements Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private record SharedError(Thrown thrown) implements Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    @Override
    public void engine(Engine engine) {}

    /** Nothing leaves the process: nobody counts. */
    @Override
    public void track(CellRef<?> ref) {}

    @Override
    public Prepared prepare(Body body, List<CellRef<?>> dependencies, Cell result) {
        try {
            return new Prepared(new SharedWork(Isolation.copy(body), result), List.of(), List.of(), List.of());
        } catch (Unshippable refusal) {
            throw EncodedPayloads.worded(body, refusal);
        }
    }

    @Override
    public Outcome seal(@Nullable Object value, Cell cell) {
        Outcome outcome = sealed(value);
        cell.complete(outcome);
        return outcome;
    }

    private static Outcome sealed(@Nullable Object value) {
        return new Outcome.Inline(new SharedValue(Isolation.copy(value)), List.of());
    }

    @Override
    public @Nullable Object open(Outcome outcome, MobulaSession session) {
        if (outcome instanceof Outcome.Inline inline && inline.value() instanceof SharedValue(Object value))
            return Isolation.copy(value);
        throw new IllegalStateException("no shared value: " + outcome);
    }

    @Override
    public Failure.Application thrown(Thrown thrown) {
        return new Failure.Application(new SharedError(thrown), types(thrown.error()));
    }

    @Override
    public Thrown thrown(Failure.Application failure) {
        return ((SharedError) failure.error()).thrown();
    }

    static List<String> types(Throwable error) {
        var names = new ArrayList<String>();
        for (Class<?> type = error.getClass(); type != Object.class; type = type.getSuperclass())
            names.add(type.getName());
        return names;
    }

    @Override
    public String name(HostedTask task) {
        return ((SharedWork) task.push.work()).cell().name;
    }

    @Override
    public Outcome invoke(HostedTask task, RunningTask running) throws Throwable {
        var work = (SharedWork) task.push.work();
        return sealed(Results.check(work.body().invoke(), work.cell().name));
    }

    @Override
    public void ended(HostedTask task) {}
}
