package io.mobula.tune;

/** A trial could not reach its sweep; nothing that its body has done. */
final class DeskUnreachable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    DeskUnreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
