package io.mobula.store;

import io.mobula.api.error.ErrorCode;
import java.io.IOException;

/** The other end does not keep to the protocol; the connection ends with it. */
final class BulkProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    BulkProtocolException(String what) {
        super("A bulk frame is invalid: " + what + ". The connection was closed. [" + ErrorCode.FRAME_INVALID + "]");
    }
}
