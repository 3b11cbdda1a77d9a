package io.mobula.train.core;

import java.util.List;

/**
 * A state and the orders that come with it, to be performed in their order.
 *
 * @param <S> the state
 * @param <E> the orders
 */
public record Step<S, E>(S state, List<E> effects) {
    public Step {
        effects = List.copyOf(effects);
    }

    static <S, E> Step<S, E> of(S state) {
        return new Step<>(state, List.of());
    }

    static <S, E> Step<S, E> of(S state, E effect) {
        return new Step<>(state, List.of(effect));
    }

    static <S, E> Step<S, E> of(S state, E first, E second) {
        return new Step<>(state, List.of(first, second));
    }
}
