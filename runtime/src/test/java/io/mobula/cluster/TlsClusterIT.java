package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.attach.ClusterStatus;
import io.mobula.attach.StatusClient;
import io.mobula.call.Access;
import io.mobula.call.Token;
import io.mobula.cli.certificate.TestAuthority;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import io.mobula.driver.ConnectTarget;
import io.mobula.node.NodeDaemon;
import io.mobula.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in one JVM that speak TLS on every plane, and who does not get in beside them. No Unix sockets: everything goes over TCP. */
class TlsClusterIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final UUID CLUSTER = UUID.randomUUID();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path place;

    private static final List<NodeDaemon> nodes = new ArrayList<>();
    private static TestAuthority authority;
    private static String keeper;

    /** Counts what it is told. */
    static final class Counter {
        private int sum;

        int add(int more) {
            sum += more;
            return sum;
        }
    }

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(place.resolve("token"), TOKEN);
        authority = TestAuthority.in(Files.createDirectory(place.resolve("tls")));
        keeper = "one@127.0.0.1:" + freePort() + ":" + freePort();
        for (String name : List.of("one", "two", "three")) nodes.add(node(name, authority.node(name)));
    }

    @AfterAll
    static void stop() {
        nodes.reversed().forEach(NodeDaemon::close);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static NodeDaemon node(String name, TlsFiles files) {
        return node(
                name,
                "tls.mode=on",
                "tls.ca=" + files.ca(),
                "tls.certificate=" + files.certificate(),
                "tls.key=" + files.key());
    }

    private static NodeDaemon node(String name, String... tls) {
        String[] ports = keeper.split(":", 3);
        var settings = new ArrayList<>(List.of(
                "cluster.id=" + CLUSTER,
                "cluster.token-file=" + place.resolve("token"),
                "node.name=" + name,
                "node.host=127.0.0.1",
                "node.unix-socket=off",
                "node.cpus=2",
                "node.data-dir=" + place.resolve("data-" + name),
                "store.memory=256 MiB",
                "control.nodes=[\"" + keeper + "\"]"));
        if (name.equals("one")) {
            settings.add("control.pekko-port=" + ports[1]);
            settings.add("control.raft-port=" + ports[2]);
        }
        settings.addAll(List.of(tls));
        return NodeDaemon.start(MobulaConfig.load(ConfigSources.none().withOverrides(settings)));
    }

    private static Mobula connect() {
        return Mobula.connect(
                ConnectOptions.to(nodes.getFirst().address()).withToken(TOKEN).withDirectory(place));
    }

    private static void servesOn() {
        try (Mobula mobula = connect()) {
            assertEquals(3, mobula.cluster().nodes().size());
            List<ObjectRef<Integer>> refs = IntStream.range(0, 300)
                    .mapToObj(i -> mobula.submit(() -> i * 2))
                    .toList();
            for (int i = 0; i < refs.size(); i++)
                assertEquals(i * 2, refs.get(i).get(LIMIT));
        }
    }

    @Test
    void tasksObjectsAndActorsGoOverTls() {
        servesOn();
        try (Mobula mobula = connect()) {
            byte[] large = new byte[9 << 20];
            new Random(5).nextBytes(large);
            ObjectRef<byte[]> put = mobula.put(large);
            List<ObjectRef<Integer>> sums = new ArrayList<>();
            for (int i = 0; i < 6; i++) sums.add(mobula.task().cpus(2).submit(() -> Arrays.hashCode(put.get())));
            for (ObjectRef<Integer> sum : sums) assertEquals(Arrays.hashCode(large), sum.get(LIMIT));

            ObjectRef<byte[]> made = mobula.submit(() -> Arrays.copyOf(put.get(), 5 << 20));
            assertArrayEquals(Arrays.copyOf(large, 5 << 20), made.get(LIMIT));

            ActorHandle<Counter> counter = mobula.start(Counter::new);
            for (int i = 1; i <= 100; i++)
                assertEquals(i, counter.call(c -> c.add(1)).get(LIMIT));
        }
    }

    @Test
    void theStatusTellsUntilWhenEachCertificateIsGood() {
        var status = StatusClient.status(
                ConnectTarget.parse(nodes.getFirst().address()),
                Access.of(Token.of(TOKEN), Optional.of(authority.folder().caCertificate())),
                LIMIT);
        long dated = status.nodes().stream()
                .filter(report -> report instanceof ClusterStatus.Report.Answered answered
                        && answered.status().certificateEnd().isPresent())
                .count();
        assertEquals(3, dated, status::toString);
    }

    private static void refused(ErrorCode code, String text, Executable start) {
        var refusal = assertThrows(MobulaException.class, start);
        assertEquals(code, refusal.code(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(text), refusal.getMessage());
        servesOn();
    }

    @Test
    void aNodeWithACertificateOfAnotherAuthorityIsRefused() throws Exception {
        TestAuthority foreign = TestAuthority.in(Files.createDirectory(place.resolve("foreign")));
        refused(
                ErrorCode.TLS_REFUSED,
                "does not let this node in: its certificate is not of this cluster's CA",
                () -> node("four", foreign.node("four")));
    }

    @Test
    void aNodeInTheClearIsRefused() {
        refused(ErrorCode.TLS_REFUSED, "it speaks TLS only", () -> node("five", "tls.mode=off"));
    }

    @Test
    void aNodeWithAnExpiredCertificateDoesNotStart() {
        refused(ErrorCode.CERTIFICATE_EXPIRED, "expired on", () -> node("six", authority.expired("six")));
    }

    @Test
    void aNodeWhoseCertificateNamesAnotherDoesNotStart() {
        refused(
                ErrorCode.CERTIFICATE_INVALID,
                "and this node is called seven",
                () -> node("seven", authority.node("eight")));
    }

    @Test
    void aNodeWithoutItsFilesDoesNotStart() throws Exception {
        TlsFiles files = authority.node("nine");
        Files.move(files.key(), place.resolve("lost"), StandardCopyOption.REPLACE_EXISTING);
        refused(ErrorCode.CERTIFICATE_INVALID, "nine.key does not exist", () -> node("nine", files));
    }

    @Test
    void aProgramThatKnowsNoAuthorityIsTold() {
        var options =
                ConnectOptions.to(nodes.getFirst().address()).withToken(TOKEN).withDirectory(place.resolve("data-one"));
        refused(ErrorCode.TLS_REFUSED, "this node speaks TLS only", () -> Mobula.connect(options));
    }
}
