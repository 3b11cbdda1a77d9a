package io.mobula.core;

/** An impossible state: a bug of the core or of the shell that feeds it. Never caught; the process cannot go on with these tables. */
public final class InvariantViolation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String id;

    /** {@code story} says what was found, and which events led there. */
    public InvariantViolation(String id, String story) {
        super(id + ": " + story);
        this.id = id;
    }

    /** The rule that is broken, as {@code docs/protocols.md} numbers it. */
    public String id() {
        return id;
    }
}
