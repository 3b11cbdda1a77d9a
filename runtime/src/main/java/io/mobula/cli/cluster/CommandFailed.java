package io.mobula.cli.cluster;

/** What was asked could not be done, for a reason the message tells in full; no stack trace would add to it. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }

    public CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
