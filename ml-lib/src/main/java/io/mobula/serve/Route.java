package io.mobula.serve;

import java.io.Serializable;

/** What a deployment does with an input: a method reference such as {@code Predictor::label}, or a lambda. Run by as many threads at once as {@code maxOngoing} says. */
@FunctionalInterface
public interface Route<A, I, O> extends Serializable {
    O on(A replica, I input) throws Exception;
}
