package io.mobula.tune;

import io.mobula.api.CanIgnoreReturnValue;
import java.util.List;

/**
 * A running sweep. It ends with the session it was started in.
 *
 * <p>Thread safety: all methods from any thread.
 *
 * @param <C> the configuration record
 * @param <M> the metrics record
 */
public interface Sweep<C, M> {
    String name();

    /** All trials as they stand, in the order of their numbers. */
    List<Result<C, M>> soFar();

    /** Whether {@link #results} returns or throws at once. */
    boolean isDone();

    /**
     * What came out, waited for.
     *
     * <p>Failure: {@link SweepException} if every trial failed; {@code WaitInterruptedException} if this thread is interrupted, the sweep goes on; what made it impossible to run trials at all, such as
     * {@code CaptureException}.
     */
    @CanIgnoreReturnValue
    Results<C, M> results();

    /** Ends it early: trials that have not ended are cancelled. Returns at once; {@link #results} then has what there is. */
    void stop();
}
