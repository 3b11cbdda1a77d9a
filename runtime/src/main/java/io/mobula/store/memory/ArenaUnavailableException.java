package io.mobula.store.memory;

/** There can be no arena here; the message says why and what helps. */
public final class ArenaUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    ArenaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    ArenaUnavailableException(String message) {
        super(message);
    }
}
