package io.mobula.train.checkpoint;

import org.jspecify.annotations.Nullable;

/** A checkpoint cannot be written or read; the message names the file or class, the cause and the remedy. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One for each remedy. */
    public enum Reason {
        /** The folder cannot be made, or not be written to. */
        FOLDER_UNUSABLE,
        /** No room is left. */
        FOLDER_FULL,
        /** Another run writes there at this moment. */
        FOLDER_IN_USE,
        /** The folder holds checkpoints of an earlier run of this name, which was not to be resumed. */
        EARLIER_RUN,
        /** A value has no form in bytes. */
        NOT_WRITABLE,
        /** The bytes are not what was written. */
        CORRUPT,
        /** The bytes are whole, but are not a value of the class asked for. */
        NOT_READABLE
    }

    private final Reason reason;

    CheckpointException(Reason reason, String message, @Nullable Throwable cause) {
        super(message + " [CHECKPOINT_" + reason + "]", cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
