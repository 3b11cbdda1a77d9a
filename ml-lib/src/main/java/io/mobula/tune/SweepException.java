package io.mobula.tune;

import org.jspecify.annotations.Nullable;

/** A sweep has no result: each of its trials failed, none has reported, or the session was closed under it. The code in the message's brackets names which: {@code SWEEP_FAILED}, {@code SWEEP_EMPTY}, {@code SWEEP_LOST}. */
public final class SweepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SweepException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
