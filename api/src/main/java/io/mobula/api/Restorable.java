package io.mobula.api;

/**
 * Implemented by an actor whose state must survive a restart.
 *
 * <p>{@link #snapshot()} is called between calls, never during one; by default after each call and before its answer, so that what a caller was told is in the snapshot. After a restart the factory makes a
 * new object, and {@link #restore} gives it the last snapshot before its first call. A call that had ended in the snapshot is not run again when its caller repeats it: it gets the answer of then.
 *
 * <p>An actor that answers several calls at once may wait in one for another of its own, directly or by way of other actors. A call that waits for a ref ({@code get}, {@code await}) counts as none that runs: what it has done so
 * far may be in a snapshot. So bring the state in order before you wait, and where calls may be repeated, change it after the last wait: a repeated call begins anew on what it had done. A call that waits for
 * another of its actor in any other way ({@code join} on a future, a latch) waits for ever: that one's answer waits for a snapshot, and the snapshot for both.
 *
 * @param <S> the state; it travels as a value does, but may hold no refs and no handles on actors that end with others: who would keep them?
 */
public interface Restorable<S> {
    S snapshot();

    void restore(S state);
}
