package io.mobula.tune;

import org.jspecify.annotations.Nullable;

/** A sweep has no result: each of its trials failed, or none has reported. */
public final class SweepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SweepException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
