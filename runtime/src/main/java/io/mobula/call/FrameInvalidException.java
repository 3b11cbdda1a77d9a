package io.mobula.call;

/** A peer sent bytes that are no frame of this protocol. The connection is over; the message is one clause of cause. */
final class FrameInvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    FrameInvalidException(String cause) {
        super(cause);
    }
}
