package io.mobula.call;

import static io.mobula.call.TestPlane.PATIENCE;
import static io.mobula.call.TlsPlane.LEFT;
import static io.mobula.call.TlsPlane.RIGHT;
import static io.mobula.call.TlsPlane.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.cli.certificate.TestAuthority;
import io.mobula.core.id.ProcessId;
import io.mobula.tls.Credentials;
import io.mobula.tls.TlsFiles;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is turned away, with the reason at the end that can know it; and the node serves on. */
class TlsRefusalsTest {
    private static final Purpose OPEN = new Purpose.Open(LEFT, 1);
    private static final int STRANGERS = 200;

    @TempDir
    private Path dir;

    private TlsPlane plane;

    @BeforeEach
    void open() {
        plane = new TlsPlane(dir, TestPlane.ignore());
    }

    @AfterEach
    void close() throws IOException {
        isServed();
        plane.close();
    }

    private void isServed() throws IOException {
        plane.program(plane.authority.folder().caCertificate())
                .dialer(VersionRange.CURRENT, TlsPlane.identity(ProcessId.driver(3)))
                .dial(plane.listener.address(), new Purpose.Attach(), PATIENCE)
                .channel()
                .close();
    }

    private void refused(String text, Dialer dialer, Purpose purpose) {
        var refusal =
                assertThrows(ConnectionException.class, () -> dialer.dial(plane.listener.address(), purpose, PATIENCE));
        assertEquals(ErrorCode.TLS_REFUSED, refusal.code(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
    }

    @Test
    void aNodeOfAnotherAuthorityRefusesAndIsRefused() throws Exception {
        TestAuthority foreign = TestAuthority.in(dir.resolve("foreign"));
        refused("not of this cluster's CA", plane.node(RIGHT, foreign.credentials("right")), OPEN);

        // One that believes this cluster's authority, but shows a certificate of another.
        var ours = plane.authority.node("right");
        var theirs = foreign.node("right");
        var mixed = Credentials.ofNode(new TlsFiles(ours.ca(), theirs.certificate(), theirs.key()));
        refused("CERTIFICATE_REFUSED): its certificate is not of this cluster's CA", plane.node(RIGHT, mixed), OPEN);
    }

    @Test
    void anExpiredCertificateIsRefusedInWords() {
        refused(
                "CERTIFICATE_REFUSED): its certificate has expired",
                plane.node(RIGHT, plane.authority.expiredCredentials("right")),
                OPEN);
    }

    @Test
    void aNodeThatSaysItIsAnotherIsRefused() {
        refused(
                "its certificate is for node imposter at",
                plane.node(RIGHT, plane.authority.credentials("imposter")),
                OPEN);
    }

    @Test
    void aNodeWithoutACertificateIsRefused() {
        Dialer bare = plane.program(plane.authority.folder().caCertificate())
                .dialer(VersionRange.CURRENT, TlsPlane.identity(RIGHT));
        refused("node-2.1 shows no certificate", bare, OPEN);
    }

    @Test
    void aNodeThatIsNotKnownYetIsAskedToComeAgain() {
        var later = assertThrows(
                ConnectionException.class,
                () -> plane.node(UNKNOWN, plane.authority.credentials("new"))
                        .dial(plane.listener.address(), OPEN, PATIENCE));
        var rejected = assertInstanceOf(RejectedException.class, later.getCause());
        assertEquals(RejectCode.NOT_READY, rejected.code());
        assertTrue(rejected.code().passes());
    }

    @Test
    void aNodeThatAnswersForAnotherIsNotSpokenTo() {
        Dialer looksForRight = plane.node(RIGHT, plane.authority.credentials("right"));
        refused("and the one meant is node right", looksForRight, new Purpose.Open(RIGHT, 1));
    }

    @Test
    void aHostThatTheCertificateDoesNotNameIsNotSpokenTo() throws Exception {
        Credentials elsewhere = Credentials.ofNode(plane.authority.nodeAt("far", List.of("10.9.9.9", "far.lan")));
        Listener far = TlsPlane.listen(
                plane.left, Optional.of(new TlsAnswering(elsewhere, TlsPlane.NAMES)), new CopyOnWriteArrayList<>());
        try {
            Dialer program = plane.program(plane.authority.folder().caCertificate())
                    .dialer(VersionRange.CURRENT, TlsPlane.identity(ProcessId.driver(3)));
            var refusal = assertThrows(
                    ConnectionException.class, () -> program.dial(far.address(), new Purpose.Attach(), PATIENCE));
            assertTrue(refusal.getMessage().contains("the one meant is at 127.0.0.1"), refusal.getMessage());
        } finally {
            far.close();
        }
    }

    @Test
    void whoSpeaksInTheClearIsTold() {
        refused(
                "TLS_REQUIRED): this node speaks TLS only",
                new Dialer(VersionRange.CURRENT, TlsPlane.identity(RIGHT)),
                OPEN);
    }

    @Test
    void aNodeThatFindsNoTlsIsToldAndDoesNotGoOnInTheClear() {
        Listener plain = TlsPlane.listen(plane.left, Optional.empty(), new CopyOnWriteArrayList<>());
        try {
            Dialer node = plane.node(RIGHT, plane.authority.credentials("right"));
            var refusal = assertThrows(ConnectionException.class, () -> node.dial(plain.address(), OPEN, PATIENCE));
            assertEquals(ErrorCode.TLS_REFUSED, refusal.code());
            assertTrue(refusal.getMessage().contains("Mobula that speaks no TLS"), refusal.getMessage());
        } finally {
            plain.close();
        }
    }

    @Test
    void aProgramWithAnAuthorityReachesAPlainNodeOfItsOwnMachine() throws IOException {
        var attached = new CopyOnWriteArrayList<Conduit>();
        Listener plain = TlsPlane.listen(plane.left, Optional.empty(), attached);
        try {
            Dialer.Dialed dialed = plane.program(plane.authority.folder().caCertificate())
                    .dialer(VersionRange.CURRENT, TlsPlane.identity(ProcessId.driver(3)))
                    .dial(plain.address(), new Purpose.Attach(), PATIENCE);
            assertInstanceOf(PlainConduit.class, dialed.channel());
            dialed.channel().close();
        } finally {
            plain.close();
        }
    }

    @Test
    void anAuthorityThatCannotBeReadIsNamed() {
        Dialer program = plane.program(dir.resolve("absent.crt"))
                .dialer(VersionRange.CURRENT, TlsPlane.identity(ProcessId.driver(3)));
        refused("absent.crt does not exist", program, new Purpose.Attach());
    }

    @Test
    void randomBytesAndCutHandshakesCostTheirOwnConnectionOnly() throws Exception {
        var random = new Random(42);
        for (int i = 0; i < STRANGERS; i++) {
            try (var stranger = SocketChannel.open(plane.listener.address().resolve())) {
                byte[] bytes = new byte[1 + random.nextInt(600)];
                random.nextBytes(bytes);
                switch (i % 4) {
                    case 0 -> {} // noise
                    case 1 -> bytes = new byte[] {0x16, 0x03, 0x01, 0x7f, 0x00, 1, 2, 3}; // a record that never ends
                    case 2 -> { // a record of noise
                        ByteBuffer.wrap(bytes)
                                .put((byte) 0x16)
                                .putShort((short) 0x0303)
                                .putShort((short) Math.max(0, bytes.length - 5))
                                .flip();
                    }
                    default -> { // Mobula in the clear, cut
                        if (bytes.length >= 8)
                            ByteBuffer.wrap(bytes).putInt(HandshakeIo.MAGIC).putInt(5_000);
                    }
                }
                stranger.write(ByteBuffer.wrap(bytes));
            } catch (BufferOverflowException tooShortForAHeader) {
                // a shorter stranger is as good as any
            }
            if (i % 50 == 0) isServed();
        }
    }
}
