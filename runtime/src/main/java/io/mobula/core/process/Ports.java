package io.mobula.core.process;

import java.util.function.Consumer;

/**
 * Gives an aggregate its port. In production the thread that brings an event handles it, and those that others brought meanwhile (flat combining); the simulator has one queue.
 *
 * <p>An event brought from inside {@code handler} is handled after the present one, never within it.
 */
public interface Ports {
    <E> Port<E> open(Consumer<E> handler);
}
