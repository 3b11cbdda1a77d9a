package io.mobula.call;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.MessageLite;
import io.mobula.core.id.ProcessId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Calls per second between two processes, beside a raw blocking round trip over a Unix socket in the same run. Prints minimum, median and maximum of five trials.
 *
 * <p>{@code java -cp … io.mobula.call.CallPlaneProbe}
 */
public final class CallPlaneProbe {
    private static final int TRIALS = 5;
    private static final int WARM_UPS = 2;
    private static final long TRIAL_NANOS = 400_000_000;
    private static final int WINDOW = 1000;
    private static final int RAW_BYTES = 80;
    private static final UUID CLUSTER = new UUID(1, 2);
    private static final Token TOKEN = Token.of("probe");
    private static final ProcessId SERVER = ProcessId.node(1, 1);
    private static final MessageLite FRAME = BytesValue.of(ByteString.copyFrom(new byte[58]));

    private CallPlaneProbe() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 1) serve(Path.of(args[0]));
        else measure();
    }

    private static Identity identity(ProcessId self) {
        return Identity.of(CLUSTER, TOKEN, self, Identity.Host.here("probe"));
    }

    // ---- server

    private static void serve(Path directory) throws IOException {
        Bodies bodies = new Bodies();
        Sessions sessions = new Sessions(
                new Dialer(VersionRange.CURRENT, identity(SERVER)),
                peer -> Optional.empty(),
                bodies,
                bodies,
                SessionLimits.DEFAULT);
        Gate gate = new ClusterGate(CLUSTER, TOKEN, hello -> new Gate.Verdict.Admitted(SERVER));
        ConnectionConsumer nobody = (channel, hello) -> {};
        Thread.ofPlatform().daemon().start(() -> echoRaw(directory.resolve("raw")));
        Listener listener = Listener.open(
                new Listener.Places(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.of(directory.resolve("calls"))),
                VersionRange.CURRENT,
                new Listener.Services(gate, sessions, nobody, nobody));
        System.out.println(listener.address().port());
        while (System.in.read() >= 0) {} // until the client goes
        listener.close();
        sessions.close();
    }

    private static void echoRaw(Path path) {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            SocketChannel channel = server.accept();
            ByteBuffer bytes = ByteBuffer.allocateDirect(RAW_BYTES);
            while (exchange(channel, bytes, false)) exchange(channel, bytes, true);
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static boolean exchange(SocketChannel channel, ByteBuffer bytes, boolean write) throws IOException {
        bytes.clear();
        while (bytes.hasRemaining()) if ((write ? channel.write(bytes) : channel.read(bytes)) < 0) return false;
        return true;
    }

    /** Bodies that do nothing, queued as an executor would, and answered. */
    private static final class Bodies implements SessionHandler, LaneWork {
        private final ArrayDeque<Session> queue = new ArrayDeque<>();

        @Override
        public void received(Session session, ByteBuffer frame) {
            synchronized (queue) {
                queue.add(session);
            }
        }

        @Override
        public void batchEnded(Session session) {}

        @Override
        public void ended(Session session, String reason) {}

        @Override
        public boolean runNext() {
            Session session;
            synchronized (queue) {
                session = queue.poll();
            }
            if (session == null) return false;
            session.send(FRAME);
            return true;
        }
    }

    // ---- client

    private static final class Count implements SessionHandler {
        private volatile long replies;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // handler calls of one session never overlap
        public void received(Session session, ByteBuffer frame) {
            replies = replies + 1;
        }

        @Override
        public void batchEnded(Session session) {}

        @Override
        public void ended(Session session, String reason) {
            System.out.println("ended: " + reason);
        }
    }

    private static void measure() throws Exception {
        Path directory = Files.createTempDirectory("probe");
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx512m",
                        "--sun-misc-unsafe-memory-access=allow",
                        CallPlaneProbe.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            int port = Integer.parseInt(server.inputReader().readLine());
            SocketChannel raw = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("raw")));
            Address unix = new Address.Unix(directory.resolve("calls"));
            Address tcp = new Address.Tcp(InetAddress.getLoopbackAddress().getHostAddress(), port);
            ByteBuffer bytes = ByteBuffer.allocateDirect(RAW_BYTES);
            report("raw blocking round trip, Unix socket", () -> {
                exchange(raw, bytes, true);
                exchange(raw, bytes, false);
                return 1;
            });
            measure("Unix socket", unix, ProcessId.driver(1));
            measure("TCP", tcp, ProcessId.driver(2));
            raw.close();
        } finally {
            server.getOutputStream().close();
            server.waitFor(5, TimeUnit.SECONDS);
            server.destroyForcibly();
            Files.deleteIfExists(directory.resolve("raw"));
            Files.deleteIfExists(directory);
        }
    }

    private static void measure(String name, Address address, ProcessId self) throws Exception {
        Count count = new Count();
        Sessions sessions = new Sessions(
                new Dialer(VersionRange.CURRENT, identity(self)),
                peer -> Optional.of(address),
                count,
                () -> false,
                SessionLimits.DEFAULT);
        Session session = sessions.sessionTo(SERVER);
        report("sync calls, " + name, () -> {
            call(session, count, 1);
            return 1;
        });
        report("async calls, window " + WINDOW + ", " + name, () -> {
            call(session, count, WINDOW);
            return WINDOW;
        });
        sessions.close();
    }

    private static void call(Session session, Count count, int calls) throws InterruptedException {
        long wanted = count.replies + calls;
        for (int i = 0; i < calls; i++) session.send(FRAME);
        if (!session.await(() -> count.replies >= wanted, System.nanoTime() + TimeUnit.SECONDS.toNanos(10)))
            throw new IllegalStateException("No answer within 10 s: " + (wanted - count.replies) + " are missing");
    }

    @FunctionalInterface
    private interface Step {
        int run() throws Exception;
    }

    private static void report(String what, Step step) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) trial(step);
        long[] perSecond = new long[TRIALS];
        for (int i = 0; i < TRIALS; i++) perSecond[i] = trial(step);
        Arrays.sort(perSecond);
        System.out.printf(
                "%-42s %,12d / %,12d / %,12d per second%n",
                what, perSecond[0], perSecond[TRIALS / 2], perSecond[TRIALS - 1]);
    }

    private static long trial(Step step) throws Exception {
        long start = System.nanoTime();
        long done = 0;
        long now;
        do {
            done += step.run();
            now = System.nanoTime();
        } while (now - start < TRIAL_NANOS);
        return done * 1_000_000_000L / (now - start);
    }
}
