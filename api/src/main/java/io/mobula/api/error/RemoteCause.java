package io.mobula.api.error;

import org.jspecify.annotations.Nullable;

/**
 * Stands in for an exception of a body whose class cannot be loaded, or not be rebuilt, in this JVM.
 *
 * <p>It carries the class's name, the message and the remote stack, and prints as the exception itself would. It is a cause, never thrown by Mobula on its own.
 */
public final class RemoteCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;

    /** @param frames the remote stack, innermost first */
    public RemoteCause(
            String className, @Nullable String message, StackTraceElement[] frames, @Nullable Throwable cause) {
        super(message, cause, true, true);
        this.className = className;
        setStackTrace(frames);
    }

    /** The binary name of the class it stands in for. */
    public String className() {
        return className;
    }

    /** As the exception itself would print. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the class it names is not its own
    public String toString() {
        String message = getLocalizedMessage();
        return message == null ? className : className + ": " + message;
    }
}
