package io.mobula.tune.core;

/** A state that must not be. */
public final class InvariantViolation extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    InvariantViolation(String what) {
        super(what);
    }
}
