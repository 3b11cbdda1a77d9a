package io.mobula.core.message;

/** A text is no {@link Selector}. */
public final class SelectorSyntax extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int position;

    /** @param position of the character at which it cannot go on, 0 for the first */
    SelectorSyntax(int position, String expected) {
        super(expected);
        this.position = position;
    }

    public int position() {
        return position;
    }
}
