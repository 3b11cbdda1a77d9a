package io.mobula.wire;

/** Bytes that are no frame of this version. The session that brought them ends. */
public final class UnknownFrame extends Exception {
    private static final long serialVersionUID = 1L;

    UnknownFrame(String what) {
        super(what);
    }

    UnknownFrame(String what, Throwable cause) {
        super(what, cause);
    }
}
