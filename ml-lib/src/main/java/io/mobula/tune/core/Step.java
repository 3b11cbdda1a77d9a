package io.mobula.tune.core;

import java.util.List;

/** What one event led to: the next state, and what is to be done, in this order. */
public record Step<S, E>(S state, List<E> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
