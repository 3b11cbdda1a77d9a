package io.mobula.call;

import static io.mobula.call.TestPlane.CLUSTER;
import static io.mobula.call.TestPlane.DRIVER;
import static io.mobula.call.TestPlane.NODE;
import static io.mobula.call.TestPlane.TOKEN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandshakeTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Identity.Host HOST = Identity.Host.here("test");
    private Sessions sessions;
    private Listener listener;

    @BeforeEach
    void listen() {
        sessions = new Sessions(
                TestPlane.dialer(NODE),
                peer -> Optional.empty(),
                TestPlane.ignore(),
                () -> false,
                SessionLimits.DEFAULT);
        listener = TestPlane.listen(sessions, new Gate.Verdict.Admitted(NODE), Optional.empty());
    }

    @AfterEach
    void close() {
        listener.close();
        sessions.close();
    }

    private void assertRefused(ErrorCode code, String text, Dialer dialer, Purpose purpose) {
        MobulaException e =
                assertThrows(MobulaException.class, () -> dialer.dial(listener.address(), purpose, TIMEOUT));
        assertEquals(code, e.code(), e.getMessage());
        assertTrue(e.getMessage().contains(text), e.getMessage());
    }

    @Test
    void welcomesWhoBelongs() throws IOException {
        Dialer.Dialed dialed = TestPlane.dialer(DRIVER).dial(listener.address(), new Purpose.Attach(), TIMEOUT);
        assertEquals(new Answer.Welcome(1, NODE, 0), dialed.welcome());
        assertTrue(dialed.channel().socket().isBlocking());
        dialed.channel().close();
    }

    @Test
    void refusesAWrongTokenBeforeItSaysAnythingElse() {
        Identity wrong = Identity.of(UUID.randomUUID(), Token.of("guess"), DRIVER, HOST);
        Dialer dialer = new Dialer(VersionRange.CURRENT, wrong);
        assertRefused(ErrorCode.TOKEN_REFUSED, "the token is not this cluster's", dialer, new Purpose.Attach());
        assertFalse(wrong.toString().contains("guess"));
        assertEquals("Token[hidden]", wrong.token().toString());
    }

    @Test
    void refusesAnotherCluster() {
        Identity other = Identity.of(new UUID(9, 9), TOKEN, DRIVER, HOST);
        Dialer dialer = new Dialer(VersionRange.CURRENT, other);
        assertRefused(ErrorCode.CLUSTER_MISMATCH, "this is cluster " + CLUSTER, dialer, new Purpose.Attach());
    }

    @Test
    void aNewcomerMayAttachToWhicheverClusterHasItsToken() throws IOException {
        Identity newcomer = new Identity(ClusterGate.ANY, TOKEN, Optional.empty(), ByteString.EMPTY, HOST);
        Dialer dialer = new Dialer(VersionRange.CURRENT, newcomer);
        dialer.dial(listener.address(), new Purpose.Attach(), TIMEOUT).channel().close();
        assertRefused(ErrorCode.CLUSTER_MISMATCH, "this is cluster " + CLUSTER, dialer, new Purpose.Bulk(NODE));
        Identity stranger = new Identity(ClusterGate.ANY, Token.of("guess"), Optional.empty(), ByteString.EMPTY, HOST);
        assertRefused(
                ErrorCode.TOKEN_REFUSED,
                "the token is not",
                new Dialer(VersionRange.CURRENT, stranger),
                new Purpose.Attach());
    }

    @Test
    void refusesVersionsThatDoNotMeet() {
        Dialer dialer = new Dialer(new VersionRange(2, 3), Identity.of(CLUSTER, TOKEN, DRIVER, HOST));
        assertRefused(ErrorCode.VERSION_MISMATCH, "the dialer versions 2 to 3", dialer, new Purpose.Attach());
    }

    @Test
    void refusesADialThatMeansAnotherIncarnation() {
        Dialer dialer = TestPlane.dialer(DRIVER);
        Purpose stale = new Purpose.Bulk(io.mobula.core.id.ProcessId.node(1, 2));
        assertRefused(
                ErrorCode.CONNECTION_REFUSED, "STALE_INCARNATION): this is node-1.1, not node-1.2", dialer, stale);
    }

    @Test
    void refusesToResumeWhatItDoesNotKnow() {
        Dialer dialer = TestPlane.dialer(DRIVER);
        assertRefused(ErrorCode.SESSION_CLOSED, "session 5 of driver-1", dialer, new Purpose.Resume(NODE, 5, 0));
    }

    @Test
    void refusesTheDead() {
        sessions.died(DRIVER);
        Dialer dialer = TestPlane.dialer(DRIVER);
        assertRefused(ErrorCode.SESSION_CLOSED, "driver-1 was declared dead", dialer, new Purpose.Open(NODE, 5));
    }

    @Test
    void refusesASessionWithoutASender() {
        Dialer dialer = new Dialer(
                VersionRange.CURRENT, new Identity(CLUSTER, TOKEN, Optional.empty(), ByteString.EMPTY, HOST));
        assertRefused(ErrorCode.FRAME_INVALID, "a session needs a sender", dialer, new Purpose.Open(NODE, 5));
    }

    @Test
    void refusesABulkConnectionWithoutASender() {
        Dialer dialer = new Dialer(
                VersionRange.CURRENT, new Identity(CLUSTER, TOKEN, Optional.empty(), ByteString.EMPTY, HOST));
        assertRefused(ErrorCode.FRAME_INVALID, "a bulk connection needs a sender", dialer, new Purpose.Bulk(NODE));
    }

    @Test
    void aNewerSessionOfAProcessReplacesTheOlderAndNeverTheOtherWayRound() throws IOException {
        Dialer dialer = TestPlane.dialer(DRIVER);
        for (int i = 1; i <= 3; i++)
            dialer.dial(listener.address(), new Purpose.Open(NODE, i), TIMEOUT)
                    .channel()
                    .close();
        assertEquals(1, sessions.open().size());
        assertRefused(ErrorCode.SESSION_CLOSED, "after session 2", dialer, new Purpose.Open(NODE, 2));
        assertEquals(1, sessions.open().size());
    }

    @Test
    void refusesWhileTheGateIsNotReady() {
        try (Listener starting = TestPlane.listen(
                sessions, new Gate.Verdict.Rejected(RejectCode.NOT_READY, "it still starts"), Optional.empty())) {
            MobulaException e = assertThrows(
                    MobulaException.class,
                    () -> TestPlane.dialer(DRIVER).dial(starting.address(), new Purpose.Attach(), TIMEOUT));
            assertTrue(e.getMessage().contains("it still starts. Try again in a moment."), e.getMessage());
        }
    }

    @Test
    void anOpenWhoseWelcomeWasLostFindsItsSession() throws IOException {
        Dialer dialer = TestPlane.dialer(DRIVER);
        for (int i = 0; i < 2; i++)
            dialer.dial(listener.address(), new Purpose.Open(NODE, 5), TIMEOUT)
                    .channel()
                    .close();
        assertEquals(1, sessions.open().size());
    }

    @Test
    void saysThatNobodyListens() {
        Address.Tcp address = listener.address();
        listener.close();
        MobulaException e = assertThrows(
                MobulaException.class, () -> TestPlane.dialer(DRIVER).dial(address, new Purpose.Attach(), TIMEOUT));
        assertEquals(ErrorCode.CONNECTION_REFUSED, e.code());
        assertTrue(e.getMessage().contains("Check that a node runs there"), e.getMessage());
    }

    @Test
    void givesUpOnOneWhoConnectsAndSaysNothing() throws IOException {
        try (ServerSocketChannel silent = ServerSocketChannel.open().bind(TestPlane.loopback())) {
            InetSocketAddress at = (InetSocketAddress) silent.getLocalAddress();
            Address address = new Address.Tcp(at.getHostString(), at.getPort());
            MobulaException e = assertThrows(
                    MobulaException.class,
                    () -> TestPlane.dialer(DRIVER).dial(address, new Purpose.Attach(), Duration.ofMillis(50)));
            assertEquals(ErrorCode.CONNECTION_TIMED_OUT, e.code());
        }
    }

    @Test
    void namesThePortThatIsTaken() {
        Address.Tcp taken = listener.address();
        MobulaException e = assertThrows(
                MobulaException.class,
                () -> Listener.open(
                        new Listener.Places(new InetSocketAddress(taken.host(), taken.port()), Optional.empty()),
                        VersionRange.CURRENT,
                        new Listener.Services(
                                hello -> new Gate.Verdict.Admitted(NODE), sessions, (c, h) -> {}, (c, h) -> {})));
        assertEquals(ErrorCode.PORT_IN_USE, e.code());
        assertTrue(e.getMessage().contains("Port " + taken.port()), e.getMessage());
    }

    @Test
    void aSocketFileIsItsOwnersAloneReplacedWhenStaleAndNeverStolen(@TempDir Path directory) throws IOException {
        Path path = directory.resolve("s");
        UnixSocketFile.bind(path, 1).close(); // what a killed process leaves
        assertTrue(Files.exists(path));
        Gate.Verdict yes = new Gate.Verdict.Admitted(NODE);
        try (Listener first = TestPlane.listen(sessions, yes, Optional.of(path))) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            MobulaException e =
                    assertThrows(MobulaException.class, () -> TestPlane.listen(sessions, yes, Optional.of(path)));
            assertEquals(ErrorCode.PORT_IN_USE, e.code());
            TestPlane.dialer(DRIVER)
                    .dial(first.unixAddress().orElseThrow(), new Purpose.Attach(), TIMEOUT)
                    .channel()
                    .close();
        }
        assertFalse(Files.exists(path));
        Path tooLong = directory.resolve("x".repeat(UnixSocketFile.MAX_PATH_BYTES));
        MobulaException e =
                assertThrows(MobulaException.class, () -> TestPlane.listen(sessions, yes, Optional.of(tooLong)));
        assertEquals(ErrorCode.CONFIG_INVALID, e.code());
    }

    @Test
    void theNewestCommonVersionIsChosen() {
        VersionRange here = new VersionRange(2, 4);
        assertEquals(OptionalInt.of(4), here.newestCommon(new VersionRange(1, 9)));
        assertEquals(OptionalInt.of(3), here.newestCommon(new VersionRange(3, 3)));
        assertEquals(OptionalInt.of(2), here.newestCommon(new VersionRange(1, 2)));
        assertEquals(OptionalInt.empty(), here.newestCommon(new VersionRange(5, 6)));
        assertEquals(OptionalInt.empty(), here.newestCommon(new VersionRange(1, 1)));
    }

    @Test
    void everyPurposeAndAnswerSurvivesTheWire() throws FrameInvalidException {
        Identity identity = new Identity(CLUSTER, TOKEN, Optional.of(DRIVER), ByteString.copyFromUtf8("job"), HOST);
        for (Purpose purpose : List.of(
                new Purpose.Open(NODE, 3),
                new Purpose.Resume(NODE, 4, 77),
                new Purpose.Bulk(NODE),
                new Purpose.Attach())) {
            Hello hello = new Hello(new VersionRange(1, 3), identity, purpose);
            assertEquals(hello, HandshakeCodec.hello(HandshakeCodec.encode(hello)));
        }
        for (RejectCode code : RejectCode.values()) {
            Answer reject = new Answer.Reject(code, "because");
            assertEquals(reject, HandshakeCodec.answer(HandshakeCodec.encode(reject)));
        }
        assertNotEquals(Token.of("a"), Token.of("b"));
    }
}
