package io.mobula.cli.certificate;

import org.jspecify.annotations.Nullable;

/** A certificate cannot be made; the message is complete, remedy included. */
public final class CertificateFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CertificateFailed(String message) {
        this(message, null);
    }

    CertificateFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
