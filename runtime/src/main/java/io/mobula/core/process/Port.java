package io.mobula.core.process;

/** Where events of one aggregate go. Any thread may bring one; the aggregate sees one at a time, each thread's in the order brought. */
@FunctionalInterface
public interface Port<E> {
    void accept(E event);
}
