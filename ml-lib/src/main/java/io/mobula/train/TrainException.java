package io.mobula.train;

import org.jspecify.annotations.Nullable;

/** A training run has failed for good: the message names the rank and the cause, and {@link #getCause()} is what that rank threw. What was committed is still in the checkpoints' folder. */
public final class TrainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The code that the message ends with. */
    public static final String CODE = "TRAIN_FAILED";

    private final int restarts;

    TrainException(String message, int restarts, @Nullable Throwable cause) {
        super(message, cause);
        this.restarts = restarts;
    }

    /** How often the group was begun anew before. */
    public int restarts() {
        return restarts;
    }
}
