package io.mobula.attach;

import java.io.IOException;

/** The peer sent what no correct peer sends; its connection is of no more use. */
final class AttachProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    AttachProtocolException(String message) {
        super(message);
    }
}
