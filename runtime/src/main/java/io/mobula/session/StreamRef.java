package io.mobula.session;

import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.process.Cell;
import io.mobula.process.LocalProcess;
import io.mobula.process.RefBook;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A stream in its consumer's hands: the queue of what has come, and the cell that says how the task ended. */
final class StreamRef<T> implements ObjectStream<T> {
    private final CellRef<Long> end;
    private final ElementQueue<T> queue;
    private final Cleaner.Cleanable closing;

    StreamRef(CellRef<Long> end, ElementQueue<T> queue) {
        this.end = end;
        this.queue = queue;
        LocalProcess process = process();
        Cell cell = end.cell;
        cell.onEnd(_ -> queue.wake());
        this.closing = RefBook.whenCollected(this, () -> {
            queue.close();
            if (!cell.isDone()) process.core().givenUp(cell.number, new Failure.Cancelled());
        });
    }

    private LocalProcess process() {
        return end.session().engine().process();
    }

    /** The next element, or null at the end; throws what the task failed with. */
    private @Nullable CellRef<T> take() {
        for (; ; ) {
            CellRef<T> next = poll();
            if (next != null) return next;
            if (isOver()) return null;
            var _ = Waiting.forElements(process(), end.cell, queue, Long.MAX_VALUE);
        }
    }

    private @Nullable CellRef<T> poll() {
        return queue.poll(taken -> process().core().elementsTaken(end.cell.number, taken));
    }

    /** Nothing is here, and nothing will come; throws what the task failed with. */
    private boolean isOver() {
        if (queue.isClosed()) return true;
        Outcome outcome = end.cell.outcome();
        if (outcome == null || !queue.isEmpty()) return false; // all elements have come before the end
        if (outcome instanceof Outcome.Failed(Failure failure))
            throw end.session().engine().words().exception(failure, end.cell, end.session());
        return true;
    }

    /** The value, and the object is nobody's. */
    private static <T> T value(CellRef<T> ref) {
        try {
            return ref.get();
        } finally {
            ref.release();
        }
    }

    @Override
    public Optional<T> next(Duration atMost) {
        long deadline = System.nanoTime() + Math.max(0, CellRef.nanos(atMost));
        for (; ; ) {
            CellRef<T> next = poll();
            if (next != null) return Optional.of(value(next));
            if (isOver()) return Optional.empty();
            if (!Waiting.forElements(process(), end.cell, queue, deadline)) {
                throw new GetTimeoutException(
                        ErrorCode.GET_TIMED_OUT,
                        "No further element of " + end.cell.name + " came within " + atMost.toMillis()
                                + " ms; it goes on: " + end.explain().summary(),
                        null);
            }
        }
    }

    @Override
    public Iterator<T> iterator() {
        return new Pass<>(StreamRef::value);
    }

    @Override
    public Iterable<ObjectRef<T>> refs() {
        return () -> new Pass<ObjectRef<T>>(ref -> ref);
    }

    @Override
    public Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), traits), false)
                .onClose(this::close);
    }

    @Override
    public void close() {
        closing.clean();
    }

    @Override
    public String toString() {
        return "ObjectStream(" + end.cell + ", " + end.state() + ")";
    }

    /** One taker of elements, as values or as refs. */
    private final class Pass<V> implements Iterator<V> {
        private final Function<CellRef<T>, V> given;
        private @Nullable CellRef<T> next;

        Pass(Function<CellRef<T>, V> given) {
            this.given = given;
        }

        @Override
        public boolean hasNext() {
            if (next == null) next = take();
            return next != null;
        }

        @Override
        public V next() {
            if (!hasNext()) throw new NoSuchElementException(end.cell.name + " has no further element");
            CellRef<T> present = next;
            next = null;
            if (present == null) throw new NoSuchElementException();
            return given.apply(present);
        }
    }
}
