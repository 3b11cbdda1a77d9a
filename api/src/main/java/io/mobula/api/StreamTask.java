package io.mobula.api;

import java.io.Serializable;

/**
 * The body of a task that yields elements while it runs. What it captures travels with it, as a {@link Task}'s does.
 *
 * @param <T> of the elements
 */
@FunctionalInterface
public interface StreamTask<T> extends Serializable {
    void run(Emitter<? super T> out) throws Exception;
}
