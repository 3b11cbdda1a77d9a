package io.mobula.train.collective;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A call on a {@link Collective} came to nothing, or the group could not be joined.
 *
 * <p>The message names the call, the rank that is to blame where one is known, and what was observed.
 */
public final class CollectiveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Reason {
        /** A rank's connection ended without a word: its process died, or the network between. */
        PEER_LOST,
        /** A rank said that it leaves: its loop threw, or ended earlier than this rank's. */
        PEER_LEFT,
        /** Nothing moved for as long as the group's timeout allows. */
        TIMED_OUT,
        /** Two ranks made different calls, or gave arrays of different lengths. */
        MISMATCH,
        /** Whoever built the group ended it. */
        ABORTED,
        /** The group did not come together. */
        NOT_JOINED,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    private final Reason reason;
    private final @Nullable Integer blamed;

    private CollectiveException(Reason reason, @Nullable Integer blamed, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.blamed = blamed;
    }

    static CollectiveException of(Reason reason, String message) {
        return new CollectiveException(reason, null, worded(message, reason), null);
    }

    static CollectiveException of(Reason reason, String message, Throwable cause) {
        return new CollectiveException(reason, null, worded(message, reason), cause);
    }

    static CollectiveException blaming(int rank, Reason reason, String message) {
        return new CollectiveException(reason, rank, worded(message, reason), null);
    }

    /** For {@link Membership#abort}: the group is ended from outside. */
    public static CollectiveException aborted(String why) {
        return of(Reason.ABORTED, why);
    }

    private static String worded(String message, Reason reason) {
        return message + " [COLLECTIVE_" + reason + "]";
    }

    /** As seen by a rank whose own code threw when it was told. */
    public CollectiveException during(Throwable own) {
        return new CollectiveException(reason, blamed, String.valueOf(getMessage()), own);
    }

    /** The same failure met by a further call: with that call's stack, and the first failure as its cause. */
    CollectiveException again() {
        return new CollectiveException(reason, blamed, String.valueOf(getMessage()), this);
    }

    public Reason reason() {
        return reason;
    }

    /** The rank that is to blame, where one is known. */
    public OptionalInt blamed() {
        return blamed == null ? OptionalInt.empty() : OptionalInt.of(blamed);
    }

    /** Whether this rank only suffered from what happened elsewhere. */
    public boolean isCollateral() {
        return switch (reason) {
            case PEER_LOST, PEER_LEFT, ABORTED, NOT_JOINED -> true;
            case TIMED_OUT, MISMATCH, INTERRUPTED -> false;
        };
    }
}
