package io.mobula.call;

import com.google.protobuf.ByteString;
import com.google.protobuf.Int64Value;
import com.google.protobuf.InvalidProtocolBufferException;
import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A node and a driver in one JVM, joined by real sockets. */
final class TestPlane implements AutoCloseable {
    static final UUID CLUSTER = new UUID(7, 8);
    static final Token TOKEN = Token.of("secret-of-the-test");
    static final ProcessId NODE = ProcessId.node(1, 1);
    static final ProcessId DRIVER = ProcessId.driver(1);
    static final ByteString CAPABILITY = ByteString.copyFromUtf8("of the driver of the test");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Gate.Verdict WITHOUT_CAPABILITY =
            new Gate.Verdict.Rejected(RejectCode.CAPABILITY_REFUSED, "the driver shows no capability");

    final Sessions node;
    final Sessions driver;
    final Listener listener;
    volatile boolean reachable = true;
    private final Path directory;

    TestPlane(SessionHandler atNode, LaneWork work, SessionHandler atDriver, SessionLimits limits) throws IOException {
        directory = Files.createTempDirectory("plane");
        node = new Sessions(dialer(NODE), peer -> Optional.empty(), atNode, work, limits);
        listener = listen(node, new Gate.Verdict.Admitted(NODE), Optional.of(directory.resolve("s")));
        driver = new Sessions(
                dialer(DRIVER),
                peer -> listener.unixAddress().filter(a -> reachable).map(a -> a),
                atDriver,
                () -> false,
                limits);
    }

    static Listener listen(Sessions sessions, Gate.Verdict verdict, Optional<Path> unix) {
        ConnectionConsumer close = (channel, hello) -> {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };
        return Listener.open(
                new Listener.Places(loopback(), unix),
                VersionRange.CURRENT,
                new Listener.Services(
                        new ClusterGate(CLUSTER, TOKEN, hello -> mayCome(hello) ? verdict : WITHOUT_CAPABILITY),
                        sessions,
                        close,
                        close));
    }

    /** A driver has to show its capability with every dial, the first and those after a break. */
    private static boolean mayCome(Hello hello) {
        boolean isDriver = hello.from().sender().filter(DRIVER::equals).isPresent();
        return !isDriver || hello.from().jobCapability().equals(CAPABILITY);
    }

    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static Dialer dialer(ProcessId self) {
        ByteString capability = self.isNode() ? ByteString.EMPTY : CAPABILITY;
        return new Dialer(
                VersionRange.CURRENT,
                new Identity(CLUSTER, TOKEN, Optional.of(self), capability, Identity.Host.here("test")));
    }

    Session toNode() {
        return driver.sessionTo(NODE);
    }

    static Int64Value number(long value) {
        return Int64Value.of(value);
    }

    static long number(ByteBuffer frame) {
        try {
            return Int64Value.parseFrom(frame).getValue();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    /** Waits for a condition that no session brings about. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = deadline();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("Never happened: " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public void close() throws IOException {
        driver.close();
        listener.close();
        node.close();
        Files.delete(directory); // fails if the socket file is still there
    }

    /** A handler from its first method; the others do nothing unless a test overrides them. */
    @FunctionalInterface
    interface OnFrame extends SessionHandler {
        @Override
        default void batchEnded(Session session) {}

        @Override
        default void ended(Session session, String reason) {}
    }

    static OnFrame ignore() {
        return (session, frame) -> {};
    }
}
