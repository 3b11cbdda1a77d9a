package io.mobula.tls;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a node's own certificate will do, judged before anybody else has to refuse it. */
public final class OwnCertificate {
    /** How long before its end a certificate is warned of. */
    public static final Duration WARNING = Duration.ofDays(30);

    private OwnCertificate() {}

    /** What is wrong. */
    public sealed interface Fault {
        /** A clause that begins with the certificate's file. */
        String text();

        record Expired(String text) implements Fault {}

        record Unusable(String text) implements Fault {}
    }

    /** Pure: the time is passed in. */
    public static Optional<Fault> fault(TlsFiles files, Credentials credentials, Subject node, Instant now) {
        NodeCertificate certificate = credentials.own().orElseThrow().certificate();
        if (now.isAfter(certificate.notAfter()))
            return Optional.of(new Fault.Expired(files.certificate() + " expired on " + certificate.notAfter()));
        for (var authority : credentials.authorities()) {
            Instant end = authority.getNotAfter().toInstant();
            if (credentials.authorities().size() == 1 && now.isAfter(end))
                return Optional.of(new Fault.Expired(files.ca() + ", the cluster's CA, expired on " + end));
        }
        if (now.isBefore(certificate.notBefore()))
            return unusable(files.certificate() + " is valid from " + certificate.notBefore()
                    + " on, and the clock here says " + now);
        Optional<String> chain =
                credentials.verify(credentials.own().orElseThrow().chain());
        if (chain.isPresent())
            return unusable(
                    files.certificate() + " and the CA in " + files.ca() + " do not go together: " + chain.get());
        if (!certificate.belongsTo(node.name()))
            return unusable(
                    files.certificate() + " is for " + certificate + ", and this node is called " + node.name());
        if (!certificate.covers(node.host()))
            return unusable(
                    files.certificate() + " is for " + certificate + ", and this node is reached at " + node.host());
        return Optional.empty();
    }

    /** Who shows the certificate, and at which host others reach it. */
    public record Subject(String name, String host) {}

    private static Optional<Fault> unusable(String text) {
        return Optional.of(new Fault.Unusable(text));
    }

    static void requirePair(TlsFiles files, Credentials.Own own) throws BadCertificateException {
        if (!isPair(own))
            throw new BadCertificateException(
                    files.key() + " is not the key of the certificate in " + files.certificate());
    }

    private static boolean isPair(Credentials.Own own) {
        String algorithm = switch (own.key().getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> "EdDSA";
        };
        byte[] text = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(own.key());
            signing.update(text);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(own.chain().getFirst().getPublicKey());
            verifying.update(text);
            return verifying.verify(signature);
        } catch (GeneralSecurityException notEvenTheSameKind) {
            return false;
        }
    }
}
