package io.mobula.train;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What every rank runs: the same code, on its own part of the data. A lambda, a record or an enum constant, as every body; what it captures travels to each worker, and a captured {@code ObjectRef} is there
 * when the loop begins.
 *
 * @param <R> what a rank answers at its end
 */
@FunctionalInterface
public interface TrainLoop<R extends @Nullable Object> extends Serializable {
    R run(Worker worker) throws Exception;
}
