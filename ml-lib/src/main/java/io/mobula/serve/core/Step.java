package io.mobula.serve.core;

import java.util.List;

/** What a decision comes to: the state from now on, and the orders to the shell in the order they are to be performed. */
public record Step<S, E>(S state, List<E> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
