package io.mobula.session;

import io.mobula.api.spi.Body;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Value;
import io.mobula.core.task.HostedTask;
import io.mobula.process.Cell;
import io.mobula.process.LocalWork;
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
    public Prepared prepare(Body body, List<Cell> dependencies, Cell result) {
        return new Prepared(new SharedWork(CapturedValues.isolate(body), result), List.of(), List.of());
    }

    @Override
    public Outcome seal(@Nullable Object value, Cell cell) {
        return new Outcome.Inline(new SharedValue(CapturedValues.isolate(value)), List.of());
    }

    @Override
    public @Nullable Object open(Outcome outcome, Cell cell) {
        if (outcome instanceof Outcome.Inline inline && inline.value() instanceof SharedValue(Object value)) return CapturedValues.isolate(value);
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
        for (Class<?> type = error.getClass(); type != Object.class; type = type.getSuperclass()) names.add(type.getName());
        return names;
    }

    @Override
    public String name(HostedTask task) {
        return ((SharedWork) task.push.work()).cell().name;
    }

    @Override
    public Outcome invoke(HostedTask task, RunningTask running) throws Throwable {
        var work = (SharedWork) task.push.work();
        return seal(Results.check(work.body().invoke(), work.cell()), work.cell());
    }
}
