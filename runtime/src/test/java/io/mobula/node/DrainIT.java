package io.mobula.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskContext;
import io.mobula.boot.ControlService;
import io.mobula.boot.StatusService;
import io.mobula.cli.ClusterStatus;
import io.mobula.cli.control.ControlReport;
import io.mobula.cli.control.ControlSource.Aim;
import io.mobula.cli.job.Target;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that go in order, under work. Three nodes in one JVM, all of which keep the control log. */
class DrainIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir
    Path place;

    private final UUID cluster = UUID.randomUUID();
    private final Map<String, List<Integer>> ports = new TreeMap<>();
    private final Map<String, NodeDaemon> nodes = new TreeMap<>();

    @BeforeEach
    void startCluster() throws Exception {
        Files.writeString(place.resolve("token"), TOKEN);
        var probes = new ArrayList<ServerSocket>();
        for (String name : NAMES) {
            var three = new ArrayList<Integer>();
            for (int i = 0; i < 3; i++) {
                var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                probes.add(probe);
                three.add(probe.getLocalPort());
            }
            ports.put(name, three);
        }
        for (ServerSocket probe : probes) probe.close();
        var starting = NAMES.stream()
                .map(name -> CompletableFuture.runAsync(() -> start(name), Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(starting).join();
    }

    @AfterEach
    void stopCluster() {
        var closing = nodes.values().stream()
                .map(node -> CompletableFuture.runAsync(node::close, Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(closing).join();
    }

    private void start(String name) {
        List<Integer> own = ports.get(name);
        String keepers = String.join(
                ",",
                NAMES.stream()
                        .map(one -> "\"" + one + "@127.0.0.1:" + ports.get(one).get(1) + ":"
                                + ports.get(one).get(2) + "\"")
                        .toList());
        NodeDaemon node = NodeDaemon.start(MobulaConfig.load(ConfigSources.none()
                .withOverrides(List.of(
                        "cluster.id=" + cluster,
                        "cluster.token-file=" + place.resolve("token"),
                        "node.name=" + name,
                        "node.host=127.0.0.1",
                        "node.port=" + own.get(0),
                        "node.unix-socket=off",
                        "node.cpus=2",
                        "node.data-dir=" + place.resolve(name),
                        "store.memory=64 MiB",
                        "control.node-timeout=6 s",
                        "control.pekko-port=" + own.get(1),
                        "control.raft-port=" + own.get(2),
                        "control.nodes=[" + keepers + "]"))));
        synchronized (nodes) {
            nodes.put(name, node);
        }
    }

    private Target target(String name) {
        return new Target("127.0.0.1:" + ports.get(name).get(0), TOKEN, Optional.empty());
    }

    private Mobula connect() {
        String all = String.join(
                ",", NAMES.stream().map(name -> target(name).address()).toList());
        return Mobula.connect(ConnectOptions.to(all).withToken(TOKEN));
    }

    private static String other(String name) {
        return name.equals("a") ? "b" : "a";
    }

    private ControlReport drain(String name, Aim aim, Duration limit) {
        return new ControlService().drain(target(other(name)), name, aim, limit);
    }

    private ClusterStatus.Node status(String name) {
        return new StatusService()
                .status(target(other(name))).nodes().stream()
                        .filter(node -> node.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static void until(String claim, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.call()) {
            if (System.nanoTime() > end) throw new AssertionError("not within " + LIMIT + ": " + claim);
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 20, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    /** Submits small tasks until told to stop. */
    private static final class Load {
        final AtomicLong done = new AtomicLong();
        final List<Throwable> failures = new ArrayList<>();
        final AtomicBoolean stop = new AtomicBoolean();
        final Thread thread;

        Load(Mobula mobula) {
            thread = Thread.ofPlatform().start(() -> run(mobula));
        }

        private void run(Mobula mobula) {
            var open = new ArrayDeque<ObjectRef<Integer>>();
            while (!stop.get() || !open.isEmpty()) {
                while (!stop.get() && open.size() < 30)
                    open.add(mobula.submit(() -> {
                        Thread.sleep(3);
                        return 1;
                    }));
                try {
                    done.addAndGet(open.remove().get(LIMIT));
                } catch (RuntimeException failed) {
                    failures.add(failed);
                }
            }
        }

        void end() throws InterruptedException {
            stop.set(true);
            thread.join();
        }
    }

    static class Named {
        String node() {
            return TaskContext.current().node();
        }
    }

    @Test
    void eachNodeRestartsInTurnAndNoTaskFails() throws Exception {
        try (Mobula mobula = connect()) {
            ActorHandle<Named> actor = mobula.actor().maxRestarts(-1).start(Named::new);
            String first = actor.call(Named::node).get(LIMIT);
            var load = new Load(mobula);
            until("tasks run", () -> load.done.get() > 50);
            for (String name : NAMES) {
                NodeDaemon node = nodes.get(name);
                drain(name, Aim.RESTART, LIMIT);
                node.awaitStopped();
                assertTrue(node.restarts());
                long before = load.done.get();
                start(name);
                until("tasks go on", () -> load.done.get() > before + 50);
                until("the replica is back", () -> {
                    ControlReport report = new ControlService().report(target(other(name)));
                    return report.keepers().size() == 3 && report.isWhole();
                });
                assertEquals(2, status(name).incarnation());
                actor.call(Named::node).get(LIMIT);
            }
            load.end();
            assertEquals(List.of(), load.failures);
            assertNotEquals("", first);
        }
    }

    @Test
    void aNodeWaitsForWhatWouldBeLostAndStaysIfItCannotRestart() throws Exception {
        try (Mobula mobula = connect()) {
            var all = new ArrayList<ActorHandle<Named>>();
            for (int i = 0; i < 3; i++) all.add(mobula.actor().cpus(1).start(Named::new));
            String name = all.getFirst().call(Named::node).get(LIMIT);
            drain(name, Aim.RESTART, Duration.ofSeconds(1));
            until("it says what it waits for", () -> status(name).leaving().contains("actor"));
            until("it takes work again", () -> status(name).leaving().isEmpty());
            assertFalse(nodes.get(name).restarts());
            assertEquals(name, all.getFirst().call(Named::node).get(LIMIT), "it is where it was");
        }
    }

    @Test
    void aDrainedNodeKeepsItsObjectsUntilNobodyHoldsThem() throws Exception {
        try (Mobula mobula = connect()) {
            ObjectRef<byte[]> large = mobula.submit(() -> new byte[1 << 20]);
            large.get(LIMIT);
            String name = NAMES.stream()
                    .filter(one -> status(one).storeUsedBytes() >= 1 << 20)
                    .findFirst()
                    .orElseThrow();
            drain(name, Aim.LEAVE, LIMIT);
            until("it waits for the object", () -> status(name).leaving().contains("object"));
            assertEquals(1 << 20, large.get(LIMIT).length);
            large.release();
            nodes.get(name).awaitStopped();
            assertFalse(nodes.get(name).restarts());
            until("it is no member any more", () -> mobula.cluster().nodes().size() == 2);
            assertEquals(7, mobula.submit(() -> 7).get(LIMIT));
        }
    }
}
