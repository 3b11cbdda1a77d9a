package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.boot.ControlService;
import io.mobula.cli.control.ControlReport;
import io.mobula.cli.job.Target;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A cluster whose three nodes all keep the control log, while it works. */
class ControlProcessIT {
    private static final Duration LIMIT = LocalCluster.LIMIT;
    private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
    private static LocalCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster =
                LocalCluster.start(3, 3, List.of("mobula.control.node-timeout=2000 ms", "mobula.driver.grace=8000 ms"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    static class Keeper {
        int value() {
            return 7;
        }
    }

    /** As the first node that answers tells it; nodes die in these stories. */
    private static ControlReport report() throws Exception {
        String token = Files.readString(cluster.dir().resolve("token")).strip();
        AssertionError none = new AssertionError("no node tells who keeps the log");
        for (var node : cluster.state().nodes()) {
            try {
                return new ControlService().report(new Target(node.address(), token, Optional.empty()));
            } catch (RuntimeException noAnswer) {
                none.addSuppressed(noAnswer);
            }
        }
        throw none;
    }

    private static void awaitWhole() throws Exception {
        Until.holds("every replica answers and has the whole log", LIMIT, () -> {
            try {
                ControlReport report = report();
                return report.keepers().size() == 3 && report.isWhole();
            } catch (AssertionError notYet) {
                return false;
            }
        });
    }

    private static Map<String, Long> pids() {
        var pids = new HashMap<String, Long>();
        cluster.state().nodes().forEach(node -> pids.put(node.name(), node.pid()));
        return pids;
    }

    private static ActorHandle<Keeper> keep(Mobula mobula, String name) {
        return mobula.actor().cpus(0).maxRestarts(-1).detached().name(name).start(Keeper::new);
    }

    private static void assertKept(Mobula mobula, List<String> names) {
        for (String name : names)
            assertEquals(
                    7,
                    mobula.find(Keeper.class, name)
                            .orElseThrow(() -> new AssertionError(name + " is lost"))
                            .call(Keeper::value)
                            .get(LIMIT));
    }

    @Test
    void aRollingRestartUnderLoadFailsNoTask() throws Exception {
        awaitWhole();
        Map<String, Long> before = pids();
        try (Mobula mobula = cluster.connect()) {
            keep(mobula, "kept-over-restart").call(Keeper::value).get(LIMIT);
            try (Load load = Load.on(mobula)) {
                Until.holds("tasks run", LIMIT, () -> load.done() > 100);
                CommandLine.run(cluster, 0, "cluster", "restart", "--rolling", "--deadline", "30s");
                long during = load.done();
                Until.holds("tasks go on", LIMIT, () -> load.done() > during + 100);
                load.finish();
                assertEquals(0, load.failed(), load.firstFailure());
            }
            assertKept(mobula, List.of("kept-over-restart"));
        }
        for (String node : NODES) assertTrue(!before.get(node).equals(pids().get(node)), node + " is another process");
    }

    /** One leader, killed; the longer story kills each in turn. */
    @Test
    void whenTheLeaderIsKilledAnotherGoesOnAndNothingAcknowledgedIsLost() throws Exception {
        killLeaders(1);
    }

    @Test
    @EnabledIfSystemProperty(named = "tests.long", matches = "true")
    void eachReplicaIsKilledInTurn() throws Exception {
        killLeaders(6);
    }

    private static void killLeaders(int times) throws Exception {
        var names = new ArrayList<String>();
        var failovers = new ArrayList<Long>();
        try (Mobula mobula = cluster.connect();
                Load load = Load.on(mobula)) {
            for (int i = 0; i < times; i++) {
                awaitWhole();
                String leader = report().leader();
                int incarnation = cluster.incarnation(leader, other(leader));
                String name = "made-" + times + "-" + i;
                keep(mobula, name + "-before");
                cluster.process(leader).destroyForcibly();
                long began = System.nanoTime();
                keep(mobula, name + "-after");
                failovers.add((System.nanoTime() - began) / 1_000_000);
                names.addAll(List.of(name + "-before", name + "-after"));
                cluster.awaitReturn(leader, incarnation, other(leader));
            }
            assertKept(mobula, names);
            load.finish();
            assertEquals(0, load.failed(), load.firstFailure());
        }
        System.getLogger("failover").log(System.Logger.Level.WARNING, "from kill to the next entry, ms: " + failovers);
    }

    private static String other(String node) {
        return node.equals("node-1") ? "node-2" : "node-1";
    }

    @Test
    @EnabledIfSystemProperty(named = "tests.long", matches = "true")
    void ofAllThreeKilledAndRestartedNothingAcknowledgedIsLost() throws Exception {
        awaitWhole();
        String namespace = "kept-by-all";
        try (Mobula mobula = Mobula.connect(cluster.options())) {
            var _ = mobula.actor()
                    .cpus(0)
                    .maxRestarts(-1)
                    .detached()
                    .name(namespace)
                    .start(Keeper::new);
            Map<String, Long> before = pids();
            for (String node : NODES) cluster.process(node).destroyForcibly();
            Until.holds(
                    "all are back",
                    LIMIT,
                    () -> NODES.stream().noneMatch(node -> before.get(node).equals(pids().get(node)))
                            && pids().size() == 3);
        }
        awaitWhole();
        try (Mobula later = cluster.connect()) {
            assertKept(later, List.of(namespace));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "tests.long", matches = "true")
    void aLeaderThatStoodStillDecidesNothingWhenItWakes() throws Exception {
        awaitWhole();
        String leader = report().leader();
        ProcessHandle process = cluster.process(leader);
        try (Mobula mobula = cluster.connect();
                Load load = Load.on(mobula)) {
            LocalCluster.signal("STOP", process);
            try {
                keep(mobula, "made-meanwhile");
                Until.holds("another leads", LIMIT, () -> !report().leader().equals(leader));
                Thread.sleep(10_000); // the length of the pause is what is tested
            } finally {
                LocalCluster.signal("CONT", process);
            }
            awaitWhole();
            assertKept(mobula, List.of("made-meanwhile"));
            load.finish();
            assertEquals(0, load.failed(), load.firstFailure());
        }
        assertEquals(3, cluster.status(other(leader)).nodes().size());
    }
}
