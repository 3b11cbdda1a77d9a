package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.StreamBuffer;
import io.mobula.api.StreamTask;
import io.mobula.api.Task;
import io.mobula.api.spi.Bodies;
import io.mobula.api.spi.Body;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.task.OwnedStream.Replay;
import io.mobula.core.task.TaskOptions;
import io.mobula.process.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Submits what has more than one result: a stream, or a list whose elements become objects. */
record Flows(MobulaSession session) {
    <T> ObjectStream<T> stream(StreamTask<T> task, TaskSettings settings) {
        StreamBuffer buffer = settings.buffer();
        Body body = Body.of(new Bodies.Streamed<>(task, buffer));
        return stream(buffer, body, flow -> launch(body, settings.named(Body.of(task)), flow));
    }

    /** @param launch how it is submitted, once it is known where its elements go */
    <T> ObjectStream<T> stream(StreamBuffer buffer, Body body, Function<Optional<Launch.Flow>, Launch> launch) {
        var queue = new AtomicReference<ElementQueue<T>>();
        var flow = new Launch.Flow(Replay.CONTINUE, (cell, _) -> {
            var elements = new ElementQueue<T>(session, cell.name, buffer);
            queue.set(elements);
            return elements;
        });
        CellRef<Long> end = session.launch(body, launch.apply(Optional.of(flow)));
        return new StreamRef<>(end, queue.get());
    }

    <R extends @Nullable Object> List<ObjectRef<R>> many(
            int count, Task<? extends List<? extends R>> task, TaskSettings settings) {
        if (count < 1 || count > StreamBuffer.MOST_ELEMENTS) {
            throw new IllegalArgumentException("submitMany makes 1 to %,d results, not %,d: return one collection"
                    .formatted(StreamBuffer.MOST_ELEMENTS, count));
        }
        Body body = Body.of(new Bodies.Many<R>(task, count));
        var refs = new ArrayList<ObjectRef<R>>(count);
        var flow = new Launch.Flow(Replay.ANEW, (end, id) -> results(end, id, count, refs));
        var _ = session.launch(body, launch(body, settings.named(Body.of(task)), Optional.of(flow)));
        return List.copyOf(refs);
    }

    private <R extends @Nullable Object> ManyResults results(Cell end, TaskId id, int count, List<ObjectRef<R>> refs) {
        var cells = new ArrayList<Cell>(count);
        for (int i = 0; i < count; i++) {
            var key = new RefKey(id.object(ObjectKind.ELEMENT, i), end.owner, end.number);
            Cell cell = Cell.of(key, end.name + "[" + i + "]");
            cell.waitsFor(List.of(end));
            cells.add(cell);
            refs.add(session.handle(cell));
        }
        var results = new ManyResults(session.engine().process(), cells);
        end.onEnd(results::ended);
        return results;
    }

    private Launch launch(Body body, TaskSettings settings, Optional<Launch.Flow> flow) {
        TaskOptions options = session.engine().options().of(settings, session.inherited(), body);
        return new Launch(
                options, settings.after(), settings.deadlineNanos(session.deadlineNanos()), Optional.empty(), flow);
    }
}
