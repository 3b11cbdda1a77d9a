package io.mobula.cli.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.tls.NodeCertificate;
import io.mobula.tls.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final NodeSubject LEFT = new NodeSubject("left", List.of("left.lan", "10.0.0.1", "fe80::1"));

    @TempDir
    private Path dir;

    private CertificateFolder folder;
    private Certificates certificates;

    @BeforeEach
    void create() {
        folder = new CertificateFolder(dir.resolve("tls"));
        certificates = new Certificates(folder);
        certificates.createAuthority("c-1");
    }

    private X509Certificate of(String node) throws Exception {
        return Pem.certificates(folder.certificate(node)).getFirst();
    }

    @Test
    void aCertificateNamesItsNodeAndHostsAndIsSignedByTheAuthority() throws Exception {
        certificates.issue(LEFT, Duration.ofDays(10), Certificates.Present.REFUSE);

        NodeCertificate certificate = NodeCertificate.of(of("left"));
        assertTrue(certificate.belongsTo("left"));
        for (String host : List.of("left.lan", "LEFT.lan", "10.0.0.1", "fe80::1", "fe80:0:0:0:0:0:0:1"))
            assertTrue(certificate.covers(host), host);
        for (String host : List.of("right.lan", "10.0.0.2", "lan", "*.lan"))
            assertTrue(!certificate.covers(host), host);
        of("left").verify(Pem.certificates(folder.caCertificate()).getFirst().getPublicKey());
        assertEquals("EC", Pem.privateKey(folder.key("left")).getAlgorithm());
    }

    @Test
    void keysAreReadableByTheirOwnerAlone() throws Exception {
        certificates.issue(LEFT, Duration.ofDays(10), Certificates.Present.REFUSE);
        for (Path key : List.of(folder.caKey(), folder.key("left")))
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)), key::toString);
    }

    @Test
    void aRenewedOneHasANewKeyAndIsMadeOnlyWhenAskedFor() throws Exception {
        certificates.issue(LEFT, Duration.ofDays(10), Certificates.Present.REFUSE);
        X509Certificate before = of("left");
        var there = assertThrows(
                CertificateFailed.class,
                () -> certificates.issue(LEFT, Duration.ofDays(10), Certificates.Present.REFUSE));
        assertTrue(there.getMessage().contains("--renew"), there.getMessage());
        assertEquals(before, of("left"));

        assertEquals(List.of("left.lan", "10.0.0.1", "fe80:0:0:0:0:0:0:1"), certificates.hosts("left"));
        certificates.issue(LEFT, Duration.ofDays(20), Certificates.Present.RENEW);
        assertNotEquals(before.getPublicKey(), of("left").getPublicKey());
        assertTrue(of("left")
                .getNotAfter()
                .toInstant()
                .isAfter(before.getNotAfter().toInstant()));
    }

    @Test
    void noCertificateOutlivesItsAuthority() throws Exception {
        Instant end = certificates.issue(LEFT, Duration.ofDays(100 * 365), Certificates.Present.REFUSE);
        assertEquals(
                Pem.certificates(folder.caCertificate())
                        .getFirst()
                        .getNotAfter()
                        .toInstant(),
                end);
    }

    @Test
    void anAuthorityIsNeverOverwrittenAndItsAbsenceIsTold() throws Exception {
        assertThrows(CertificateFailed.class, () -> certificates.createAuthority("c-2"));
        Files.delete(folder.caKey());
        var absent = assertThrows(
                CertificateFailed.class,
                () -> certificates.issue(LEFT, Duration.ofDays(1), Certificates.Present.REFUSE));
        assertTrue(absent.getMessage().contains("ca.key"), absent.getMessage());
    }

    @Test
    void nodesAreNamedWithTheirHosts() {
        assertEquals(new NodeSubject("left", List.of("left")), NodeSubject.parse("left"));
        assertEquals(
                new NodeSubject("left", List.of("10.0.0.1", "left.lan")), NodeSubject.parse("left=10.0.0.1, left.lan"));
        for (String wrong : List.of("", "a b", "ca", "left=", "left=a:7400,b", "../x", "left=*"))
            assertThrows(CertificateFailed.class, () -> NodeSubject.parse(wrong), wrong);
    }
}
