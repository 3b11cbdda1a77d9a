package io.mobula.core;

/** A state that cannot be: a bug of Mobula, never a fault of the network or of the user. */
public final class InvariantViolation extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * @param invariant its number in docs/protocols.md or in a package-info
     * @param story what was seen, with values
     */
    public InvariantViolation(String invariant, String story) {
        super(invariant + " is broken: " + story);
    }
}
