package io.mobula.cli.certificate;

import io.mobula.tls.BadCertificateException;
import io.mobula.tls.NodeCertificate;
import io.mobula.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Makes and renews the certificates of one folder. A renewed one gets a new key. */
public record Certificates(CertificateFolder folder) {
    public static final Duration NODE_LIFE = Duration.ofDays(2 * 365);

    /** What is to be done about a certificate that is there. */
    public enum Present {
        REFUSE,
        RENEW
    }

    /** A new authority; one that is there is never overwritten, because every node's certificate hangs on it. */
    public void createAuthority(String cluster) {
        if (Files.exists(folder.caCertificate()) || Files.exists(folder.caKey()))
            throw new CertificateFailed("%s holds a CA already.".formatted(folder.dir()));
        Authority made = Authority.create(cluster, Authority.Term.of(Instant.now(), Authority.LIFE));
        try {
            Files.createDirectories(folder.dir());
            PrivateFiles.write(folder.caKey(), "PRIVATE KEY", made.key().getEncoded(), PrivateFiles.Readers.OWNER);
            PrivateFiles.write(
                    folder.caCertificate(), "CERTIFICATE", encoded(made.certificate()), PrivateFiles.Readers.ALL);
        } catch (IOException failed) {
            throw notWritten(failed);
        }
    }

    /** The certificate of a node, in its files; returns until when it is good. */
    public Instant issue(NodeSubject node, Duration life, Present present) {
        if (present == Present.REFUSE && Files.exists(folder.certificate(node.name())))
            throw new CertificateFailed(
                    "%s is there already. Renew it with --renew.".formatted(folder.certificate(node.name())));
        Authority authority = authority();
        Instant now = Instant.now();
        Instant end = authority.certificate().getNotAfter().toInstant();
        if (now.isAfter(end))
            throw new CertificateFailed(
                    "The cluster's CA in %s expired on %s. docs/security.md says how one CA follows another."
                            .formatted(folder.caCertificate(), end));
        Authority.Term wanted = Authority.Term.of(now, life);
        var term = new Authority.Term(wanted.from(), wanted.until().isAfter(end) ? end : wanted.until());
        write(node, authority.issue(node, term));
        return term.until();
    }

    private void write(NodeSubject node, Authority.Issued issued) {
        try {
            PrivateFiles.write(
                    folder.key(node.name()), "PRIVATE KEY", issued.key().getEncoded(), PrivateFiles.Readers.OWNER);
            PrivateFiles.write(
                    folder.certificate(node.name()),
                    "CERTIFICATE",
                    encoded(issued.certificate()),
                    PrivateFiles.Readers.ALL);
        } catch (IOException failed) {
            throw notWritten(failed);
        }
    }

    private Authority authority() {
        if (!folder.hasAuthority())
            throw new CertificateFailed(
                    "There is no CA in %s. `mobula cluster init` makes one; certificates are made where ca.key is."
                            .formatted(folder.dir()));
        try {
            return Authority.read(folder.caCertificate(), folder.caKey());
        } catch (BadCertificateException e) {
            throw new CertificateFailed("The cluster's CA cannot be used: %s.".formatted(e.getMessage()), e);
        }
    }

    /** The hosts in a node's present certificate; none if it has none that can be read. */
    public List<String> hosts(String node) {
        try {
            return NodeCertificate.of(Pem.certificates(folder.certificate(node)).getFirst())
                    .hosts();
        } catch (BadCertificateException none) {
            return List.of();
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate just made cannot be written", e);
        }
    }

    private CertificateFailed notWritten(IOException failed) {
        return new CertificateFailed(
                "The certificates cannot be written to %s: %s.".formatted(folder.dir(), failed), failed);
    }
}
