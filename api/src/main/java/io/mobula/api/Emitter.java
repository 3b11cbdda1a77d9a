package io.mobula.api;

/**
 * Where the body of a stream puts its elements.
 *
 * <p>Thread safety: any thread, until the body has returned; elements of several threads come in the order in which their {@code emit} got its turn.
 *
 * @param <T> of the elements
 */
public interface Emitter<T> {
    /**
     * Hands an element to the consumer. It is copied at once: what is changed afterwards does not show.
     *
     * <p>Waits while the consumer is behind by as much as the {@link StreamBuffer} holds, and lends the task's CPU meanwhile.
     *
     * <p>Failure: {@code TaskCancelledException} with {@code STREAM_CLOSED} when nobody takes elements any more: the consumer has closed the stream, or the task was cancelled or its time is up. {@code ValueException}
     * for an element that cannot travel. {@code IllegalStateException} after the body has returned.
     */
    void emit(T value);
}
