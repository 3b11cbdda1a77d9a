package io.mobula.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorContext;
import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.TaskContext;
import io.mobula.api.resource.Resources;
import io.mobula.cluster.TestCluster;
import io.mobula.serve.ServeException.Code;
import io.mobula.serve.ServeStatus.ReplicaStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Serving on a cluster of processes, under load, with nodes that die by {@code kill -9}. */
@Timeout(180)
class ServeProcessIT {
    /** Those that are killed: neither keeps the log, and none more often than its supervisor brings it back. */
    private static final String FIRST = "node-3";

    private static final String SECOND = "node-2";
    private static final int CLIENTS = 8;
    private static final int ENOUGH = 300;
    private static TestCluster cluster;

    @TempDir
    private Path dir;

    private Mobula mobula;
    private Serve serve;
    private Crowd crowd;

    record Question(int x) {}

    record Reply(int x, int version) {}

    /** Takes a few milliseconds, so that there are always requests under way. */
    static final class Model {
        private final int version;

        Model(int version) {
            this.version = version;
        }

        Reply answer(Question question) throws InterruptedException {
            Thread.sleep(5);
            return new Reply(question.x(), version);
        }

        Reply slow(Question question) throws Exception {
            Files.createFile(Path.of(System.getProperty("java.io.tmpdir"), "mobula-slow-" + question.x()));
            Thread.sleep(1_500);
            return new Reply(question.x(), version);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start(3);
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    @BeforeEach
    void connect() throws Exception {
        mobula = cluster.connect();
        until(() -> mobula.cluster().nodes().size() == 3);
        crowd = Crowd.on(mobula);
    }

    @AfterEach
    void close() {
        if (serve != null) serve.close();
        if (mobula != null) mobula.close();
    }

    /** The controller on one node, the listener on one, and the deployment's replicas on those. */
    private void lay(String controller, String ingress, Set<String> replicas) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        crowd.leave(Set.of(controller), () -> serve = Serve.on(mobula));
        assertEquals(controller, controllerNode());
        crowd.leave(Set.of(ingress), () -> serve.http(port));
        assertEquals(ingress, ingressNode(port));
        crowd.leave(
                replicas,
                () -> model().resources(Resources.cpus(2))
                        .replicas(replicas.size())
                        .deploy(() -> new Model(1)));
        assertEquals(replicas, nodes(ready()));
    }

    private Deployment<Model> model() {
        return serve.deployment("model", Model.class)
                .post("/answer", Question.class, Model::answer)
                .post("/slow", Question.class, Model::slow);
    }

    private String controllerNode() {
        return find(Controller.class, Controller.NAME)
                .call(_ -> TaskContext.current().node())
                .get();
    }

    private String ingressNode(int port) {
        return find(Ingress.class, "ingress 127.0.0.1:" + port)
                .call(_ -> TaskContext.current().node())
                .get();
    }

    private <A> ActorHandle<A> find(Class<A> type, String name) {
        return mobula.withNamespace(Serve.NAMESPACE).find(type, name).orElseThrow();
    }

    private List<ReplicaStatus> ready() {
        return serve.status().deployments().stream()
                .flatMap(deployment -> deployment.replicas().stream())
                .filter(replica -> replica.state().equals("READY"))
                .toList();
    }

    private static Set<String> nodes(List<ReplicaStatus> replicas) {
        return replicas.stream().map(ReplicaStatus::node).collect(Collectors.toSet());
    }

    private static Set<String> ids(List<ReplicaStatus> replicas) {
        return replicas.stream().map(ReplicaStatus::id).collect(Collectors.toSet());
    }

    private Clients clients() {
        return Clients.asking(serve.uri().resolve("/answer"), CLIENTS);
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) throw new AssertionError("it never came true");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void aNodeWithAReplicaDiesAndNoRequestFails() throws Exception {
        lay(SECOND, SECOND, Set.of("node-1", FIRST));
        Set<String> before = ids(ready());
        try (Clients clients = clients()) {
            clients.awaitMore(ENOUGH);
            cluster.kill(FIRST);
            until(() -> ready().size() == 2
                    && !ids(ready()).equals(before)
                    && !nodes(ready()).contains(FIRST));
            clients.awaitMore(ENOUGH);
            assertEquals(List.of(), clients.failures());
        }
    }

    @Test
    void theNodeWithTheListenerDiesAndWhoAsksAgainIsAnsweredAtTheSameAddress() throws Exception {
        lay(SECOND, FIRST, Set.of("node-1", SECOND));
        int port = serve.uri().getPort();
        Set<String> before = ids(ready());
        try (Clients clients = clients()) {
            clients.awaitMore(ENOUGH);
            cluster.kill(FIRST);
            until(() -> !clients.failures().isEmpty()); // connections end, then nobody listens
            clients.awaitMore(ENOUGH);
            assertTrue(
                    clients.failures().stream().allMatch(failure -> failure.startsWith("java.")),
                    () -> "no answer but 200: " + clients.failures());
        }
        assertNotEquals(FIRST, ingressNode(port));
        assertEquals(
                1,
                find(Ingress.class, "ingress 127.0.0.1:" + port)
                        .call(_ -> ActorContext.current().restarts())
                        .get());
        assertEquals(before, ids(ready()));
    }

    @Test
    void theControllersNodeDiesAndNoRequestNotices() throws Exception {
        lay(SECOND, FIRST, Set.of("node-1", FIRST));
        Set<String> before = ids(ready());
        try (Clients clients = clients()) {
            clients.awaitMore(ENOUGH);
            cluster.kill(SECOND);
            clients.awaitMore(ENOUGH);
            until(() -> {
                try {
                    return !controllerNode().equals(SECOND);
                } catch (RuntimeException restarting) {
                    return false;
                }
            });
            until(() -> ids(ready()).equals(before));
            // It still decides: an update, which needs the room of the old replicas' nodes and of no other.
            model().replicas(2).deploy(() -> new Model(2));
            until(() -> clients.newestVersion() == 2);
            clients.awaitMore(ENOUGH);
            assertEquals(List.of(), clients.failures());
        }
        assertEquals(2, serve.status().deployments().getFirst().version());
    }

    @Test
    void anUpdateGoesThroughAlthoughTheControllersNodeDiesInTheMiddle() throws Exception {
        lay(SECOND, FIRST, Set.of("node-1", FIRST));
        String loading = dir.resolve("loading").toString();
        try (Clients clients = clients()) {
            clients.awaitMore(ENOUGH);
            var update = CompletableFuture.runAsync(() -> model().replicas(2).deploy(() -> {
                Files.writeString(Path.of(loading), "");
                Thread.sleep(2_000);
                return new Model(2);
            }));
            until(() -> Files.exists(Path.of(loading)));
            cluster.kill(SECOND);
            update.get(60, TimeUnit.SECONDS);
            until(() -> clients.newestVersion() == 2);
            clients.awaitMore(ENOUGH);
            assertEquals(List.of(), clients.failures());
        }
    }

    @Test
    void updatesRollThroughWithoutAFailedRequest() throws Exception {
        lay("node-1", SECOND, Set.of("node-1", SECOND));
        try (Clients clients = clients()) {
            for (int version = 2; version <= 4; version++) {
                clients.awaitMore(ENOUGH);
                int number = version;
                model().replicas(3).deploy(() -> new Model(number));
            }
            until(() -> clients.newestVersion() == 4);
            until(() -> serve.status().deployments().getFirst().replicas().size() == 3);
            clients.awaitMore(ENOUGH);
            assertEquals(List.of(), clients.failures());
        }
    }

    @Test
    void aVersionThatDoesNotLoadLeavesTheOldOneServing() throws Exception {
        lay("node-1", SECOND, Set.of("node-1", SECOND));
        try (Clients clients = clients()) {
            clients.awaitMore(ENOUGH);
            var broken = assertThrows(
                    ServeException.class,
                    () -> model().replicas(2).deploy(() -> {
                        throw new IOException("no model here");
                    }));
            assertEquals(Code.DEPLOYMENT_FAILED, broken.code());
            assertEquals(
                    "no model here",
                    assertInstanceOf(IOException.class, broken.getCause()).getMessage());
            var late = assertThrows(
                    ServeException.class,
                    () -> model().replicas(2)
                            .deployTimeout(Duration.ofSeconds(2))
                            .deploy(() -> {
                                Thread.sleep(60_000);
                                return new Model(3);
                            }));
            assertEquals(Code.DEPLOYMENT_NOT_READY, late.code());
            clients.awaitMore(ENOUGH);
            assertEquals(List.of(), clients.failures());
            assertEquals(1, clients.newestVersion());
        }
        assertEquals(
                ServeStatus.State.RUNNING,
                serve.status().deployments().getFirst().state());
    }

    @Test
    void aRemovedDeploymentAnswersWhatItHasBegun() throws Exception {
        lay("node-1", SECOND, Set.of("node-1", SECOND));
        int mark = serve.uri().getPort();
        Path begun = Path.of(System.getProperty("java.io.tmpdir"), "mobula-slow-" + mark);
        try (Clients clients = Clients.idle(serve.uri().resolve("/slow"))) {
            var slow = clients.send(mark);
            until(() -> Files.exists(begun));
            serve.remove("model");
            assertEquals("200 {\"x\":" + mark + ",\"version\":1}", slow.get(20, TimeUnit.SECONDS));
            assertTrue(clients.send(mark).get(20, TimeUnit.SECONDS).startsWith("404 "));
        } finally {
            Files.deleteIfExists(begun);
        }
        assertEquals(List.of(), serve.status().deployments());
    }
}
