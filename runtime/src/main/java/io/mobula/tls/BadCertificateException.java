package io.mobula.tls;

/** A file that should hold a certificate or its key does not, or what it holds cannot be used; the message is a sentence without the remedy. */
public final class BadCertificateException extends Exception {
    private static final long serialVersionUID = 1L;

    BadCertificateException(String message, Throwable cause) {
        super(message, cause);
    }

    BadCertificateException(String message) {
        super(message);
    }
}
