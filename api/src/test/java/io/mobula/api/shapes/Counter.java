package io.mobula.api.shapes;

import java.io.Serializable;

/** Mutable state with methods to refer to. */
public final class Counter implements Serializable {
    private static final long serialVersionUID = 1L;
    private long n;

    public Counter() {
        this(42);
    }

    Counter(long n) {
        this.n = n;
    }

    public long value() {
        return n;
    }

    long increment(long by) {
        n += by;
        return n;
    }
}
