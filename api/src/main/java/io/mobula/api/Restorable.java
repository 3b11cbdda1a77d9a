package io.mobula.api;

/**
 * Implemented by an actor whose state must survive a restart.
 *
 * <p>{@link #snapshot()} is called between calls, never during one; by default after each call and before its answer, so that what a caller was told is in the snapshot. After a restart the factory makes a
 * new object, and {@link #restore} gives it the last snapshot before its first call. A call that had ended in the snapshot is not run again when its caller repeats it: it gets the answer of then.
 *
 * @param <S> the state; it travels as a value does
 */
public interface Restorable<S> {
    S snapshot();

    void restore(S state);
}
