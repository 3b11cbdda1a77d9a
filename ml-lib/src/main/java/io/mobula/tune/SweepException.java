package io.mobula.tune;

import org.jspecify.annotations.Nullable;

/** A sweep has no result; the message ends with its code and its name. */
public final class SweepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One for each remedy. */
    public enum Code {
        /** Each of its trials failed; the cause is what ended the first. */
        SWEEP_FAILED,
        /** There is no best trial: none has reported and ended without a failure. */
        SWEEP_EMPTY,
        /** The session was closed under it. */
        SWEEP_LOST
    }

    private final Code code;

    SweepException(Code code, String sweep, String message, @Nullable Throwable cause) {
        super("Sweep " + sweep + " " + message + " [" + code + " sweep=" + sweep + "]", cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }
}
