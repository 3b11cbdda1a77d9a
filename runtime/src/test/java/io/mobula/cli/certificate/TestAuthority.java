package io.mobula.cli.certificate;

import io.mobula.tls.BadCertificateException;
import io.mobula.tls.Credentials;
import io.mobula.tls.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An authority for tests, that also issues what no command would. */
public record TestAuthority(CertificateFolder folder) {
    public static TestAuthority in(Path dir) {
        var folder = new CertificateFolder(dir);
        new Certificates(folder).createAuthority("test");
        return new TestAuthority(folder);
    }

    /** A node's files, on loopback. */
    public TlsFiles node(String name) {
        return node(name, Authority.Term.of(Instant.now(), Duration.ofDays(90)));
    }

    public TlsFiles expired(String name) {
        Instant now = Instant.now();
        return node(name, new Authority.Term(now.minus(Duration.ofDays(9)), now.minus(Duration.ofMinutes(1))));
    }

    /** Ends within so many days. */
    public TlsFiles ending(String name, int days) {
        return node(name, Authority.Term.of(Instant.now(), Duration.ofDays(days)));
    }

    private TlsFiles node(String name, Authority.Term term) {
        try {
            Authority.Issued issued = Authority.read(folder.caCertificate(), folder.caKey())
                    .issue(new NodeSubject(name, List.of("127.0.0.1", "localhost", "::1")), term);
            PrivateFiles.write(
                    folder.key(name), "PRIVATE KEY", issued.key().getEncoded(), PrivateFiles.Readers.OWNER);
            PrivateFiles.write(
                    folder.certificate(name), "CERTIFICATE", issued.certificate().getEncoded(), PrivateFiles.Readers.ALL);
        } catch (IOException | BadCertificateException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return files(name);
    }

    public TlsFiles files(String name) {
        return new TlsFiles(folder.caCertificate(), folder.certificate(name), folder.key(name));
    }

    public Credentials credentials(String name) {
        try {
            return Credentials.ofNode(node(name));
        } catch (BadCertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    public Credentials expiredCredentials(String name) {
        try {
            return Credentials.ofNode(expired(name));
        } catch (BadCertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
