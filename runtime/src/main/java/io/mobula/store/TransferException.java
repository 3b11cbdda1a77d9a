package io.mobula.store;

import java.io.IOException;

/** Bytes could not be brought here. What a shell makes of it depends on the reason. */
public final class TransferException extends IOException {
    private static final long serialVersionUID = 1L;

    public enum Reason {
        /** The peer lives and does not have it: freed, evicted, never there. */
        NOT_FOUND,
        /** The peer is dead, or its connection did not come back in time. */
        PEER_GONE,
        /** The peer could not: its disk, its memory, a size other than was asked for. */
        REFUSED,
        /** Too much is waiting here already. */
        BUSY
    }

    private final Reason reason;

    public TransferException(Reason reason, String message) {
        super(message + " [" + reason + "]");
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
