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
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    public static TestAuthority in(Path dir) {
        var folder = new CertificateFolder(dir);
        new Certificates(folder).createAuthority("test");
        return new TestAuthority(folder);
    }

    /** A node's files, on loopback. */
    public TlsFiles node(String name) {
        return nodeAt(name, LOOPBACK);
    }

    /** A node's files, at these hosts. */
    public TlsFiles nodeAt(String name, List<String> hosts) {
        return node(new NodeSubject(name, hosts), Authority.Term.of(Instant.now(), Duration.ofDays(90)));
    }

    public TlsFiles expired(String name) {
        Instant now = Instant.now();
        return node(
                new NodeSubject(name, LOOPBACK),
                new Authority.Term(now.minus(Duration.ofDays(9)), now.minus(Duration.ofMinutes(1))));
    }

    private TlsFiles node(NodeSubject subject, Authority.Term term) {
        String name = subject.name();
        try {
            Authority.Issued issued =
                    Authority.read(folder.caCertificate(), folder.caKey()).issue(subject, term);
            PrivateFiles.write(folder.key(name), "PRIVATE KEY", issued.key().getEncoded(), PrivateFiles.Readers.OWNER);
            PrivateFiles.write(
                    folder.certificate(name),
                    "CERTIFICATE",
                    issued.certificate().getEncoded(),
                    PrivateFiles.Readers.ALL);
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
