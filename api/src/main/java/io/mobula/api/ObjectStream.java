package io.mobula.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The elements of a task that may still be running, as it emits them.
 *
 * {@snippet :
 * try (ObjectStream<Epoch> epochs = mobula.stream(out -> {
 *   for (int i = 0; i < 20; i++) out.emit(model.train(data.get()));
 * })) {
 *   for (Epoch epoch : epochs) if (epoch.accuracy() > 0.95) break;
 * }
 * }
 *
 * <p>Every element is an object of its own, owned here and kept where it was made until it is taken. The producer waits while the consumer is behind by a {@link StreamBuffer}. Closing the stream stops the
 * producer: its thread is interrupted, its next {@code emit} throws. A stream that is collected unclosed closes itself.
 *
 * <p>Delivery: in the order emitted, each index once. When the task is tried again, its node having died or its retry policy allowing it, it runs from the start, and elements with an index that was delivered before
 * are passed over: a producer that does not emit the same again shows the consumer the beginning of one run and the rest of another. Use {@code maxRetries(0)} where that matters.
 *
 * <p>Failure: what the task fails with comes after the elements before it, out of {@code hasNext}, {@code next} and their like, and again each time. An element whose only copy was on a node that died, and that the
 * task does not make again, fails with {@code ObjectLostException} when it is taken.
 *
 * <p>Thread safety: all methods from any thread; the elements go to whoever asks first. There is one pass: all iterators take from the same elements.
 */
public interface ObjectStream<T> extends Iterable<T>, AutoCloseable {
    /** The elements not yet taken; {@code hasNext} waits, and takes the element it finds. Without elements after {@link #close()}. */
    @Override
    Iterator<T> iterator();

    /**
     * The next element, or empty once the stream has ended.
     *
     * <p>Failure: {@code GetTimeoutException} when the time is up; the stream goes on.
     */
    Optional<T> next(Duration atMost);

    /** The elements as refs: their bytes stay where they were made, and live as long as the refs do. Of the same pass as {@link #iterator()}. */
    Iterable<ObjectRef<T>> refs();

    /** {@link #iterator()} as a sequential stream, which closes this one when it is closed itself. */
    Stream<T> stream();

    /** Stops the producer if it still runs, and lets go of what was not taken. */
    @Override
    void close();
}
