package io.mobula.tls;

import java.io.IOException;

/** The two ends do not come to terms: one speaks no TLS, or does not believe the other's certificate. The message is the reason. */
public class TlsRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public TlsRefusedException(String message) {
        super(message);
    }

    public TlsRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
