package io.mobula.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** What the TLS library throws, in the words of a person. */
public final class TlsWords {
    private static final String ALERT = "Received fatal alert: ";

    private TlsWords() {}

    /** Why a handshake did not come about, as a clause. */
    public static String reason(Throwable failure) {
        return certificate(failure).orElseGet(() -> other(failure));
    }

    /** What is wrong with a certificate, as a clause; empty if the failure is another. */
    static Optional<String> certificate(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException) return Optional.of("its certificate has expired");
            if (t instanceof CertificateNotYetValidException) return Optional.of("its certificate is not valid yet");
            if (t instanceof CertPathBuilderException)
                return Optional.of("its certificate is not of this cluster's CA");
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CertPathValidatorException)
                return Optional.of("its certificate is not of this cluster's CA (" + t.getMessage() + ")");
        }
        return Optional.empty();
    }

    private static String other(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int alert = message.indexOf(ALERT);
        if (alert >= 0) return refused(message.substring(alert + ALERT.length()));
        if (failure instanceof SSLException && message.contains("plaintext connection"))
            return "what it says is no TLS";
        return message;
    }

    /** An alert is one word: which certificate it means depends on who sends it, and only the peer's log has the rest. */
    private static String refused(String alert) {
        return switch (alert.replaceAll("[^a-z_]", "")) {
            case "certificate_unknown",
                    "bad_certificate",
                    "unknown_ca",
                    "certificate_expired",
                    "certificate_required" -> "it does not believe the certificate of this side (" + alert + ")";
            case "protocol_version" -> "it speaks no TLS 1.3";
            default -> "it ended the TLS handshake (" + alert.toLowerCase(Locale.ROOT) + ")";
        };
    }
}
