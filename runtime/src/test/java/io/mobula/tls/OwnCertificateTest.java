package io.mobula.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.certificate.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {
    private static final OwnCertificate.Subject LEFT = new OwnCertificate.Subject("left", "127.0.0.1");

    @TempDir
    private Path dir;

    private TestAuthority authority;

    @BeforeEach
    void create() {
        authority = TestAuthority.in(dir.resolve("one"));
    }

    private static Optional<OwnCertificate.Fault> fault(TlsFiles files, OwnCertificate.Subject subject, Instant now)
            throws BadCertificateException {
        return OwnCertificate.fault(files, Credentials.ofNode(files), subject, now);
    }

    private static String unusable(TlsFiles files, OwnCertificate.Subject subject) throws BadCertificateException {
        return assertInstanceOf(
                        OwnCertificate.Fault.Unusable.class,
                        fault(files, subject, Instant.now()).orElseThrow())
                .text();
    }

    @Test
    void aGoodOneHasNoFault() throws Exception {
        assertEquals(Optional.empty(), fault(authority.node("left"), LEFT, Instant.now()));
    }

    @Test
    void anExpiredOneIsToldFromOneThatIsNotValidYet() throws Exception {
        TlsFiles expired = authority.expired("left");
        assertTrue(assertInstanceOf(
                        OwnCertificate.Fault.Expired.class,
                        fault(expired, LEFT, Instant.now()).orElseThrow())
                .text()
                .startsWith(expired.certificate() + " expired on "));
        TlsFiles fresh = authority.node("left");
        var early = fault(fresh, LEFT, Instant.now().minus(Duration.ofDays(2))).orElseThrow();
        assertTrue(early.text().contains("is valid from"), early.text());
    }

    @Test
    void anAuthorityPastItsEndIsToldAsSuch() throws Exception {
        TlsFiles files = authority.node("left");
        Instant later = Instant.now().plus(Duration.ofDays(30 * 365));
        assertInstanceOf(
                OwnCertificate.Fault.Expired.class, fault(files, LEFT, later).orElseThrow());
    }

    @Test
    void oneForAnotherNodeHostOrClusterIsUnusable() throws Exception {
        TlsFiles left = authority.node("left");
        String node = unusable(left, new OwnCertificate.Subject("right", "127.0.0.1"));
        assertTrue(node.contains("is for node left at 127.0.0.1") && node.endsWith("is called right"), node);
        String host = unusable(left, new OwnCertificate.Subject("left", "10.0.0.7"));
        assertTrue(host.endsWith("is reached at 10.0.0.7"), host);

        TestAuthority foreign = TestAuthority.in(dir.resolve("two"));
        String chain = unusable(new TlsFiles(foreign.files("left").ca(), left.certificate(), left.key()), LEFT);
        assertTrue(chain.contains("do not go together: its certificate is not of this cluster's CA"), chain);
    }

    @Test
    void filesThatAreNotWhatTheyShouldBeAreNamed() throws Exception {
        TlsFiles left = authority.node("left");
        TlsFiles right = authority.node("right");
        refused("is not the key of", new TlsFiles(left.ca(), left.certificate(), right.key()));
        refused("does not exist", new TlsFiles(left.ca(), dir.resolve("absent"), left.key()));
        refused("holds no private key", new TlsFiles(left.ca(), left.certificate(), left.ca()));
        Path junk = Files.writeString(dir.resolve("junk"), "what is this");
        refused("holds no certificate", new TlsFiles(junk, left.certificate(), left.key()));
        Path damaged = Files.writeString(
                dir.resolve("damaged"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        refused("private key", new TlsFiles(left.ca(), left.certificate(), damaged));
    }

    private static void refused(String text, TlsFiles files) {
        String message = assertThrows(BadCertificateException.class, () -> Credentials.ofNode(files))
                .getMessage();
        assertTrue(message.contains(text), message);
    }
}
