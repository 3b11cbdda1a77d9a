package io.mobula.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.config.ConfigSources;
import io.mobula.config.ControlPeer;
import io.mobula.config.MobulaConfig;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlannerTest {
    @TempDir
    private Path dir;

    private ClusterFolder folder;

    @BeforeEach
    void initialise() {
        folder = new ClusterFolder(dir.resolve("c"));
        folder.initialise();
    }

    @Test
    void everyNodeHasItsOwnPortsAndItsPartOfTheMachine() {
        List<NodePlan> plans = plan(3, "node.cpus=6", "node.memory=3 GiB");

        Set<Integer> ports = new HashSet<>();
        plans.forEach(plan -> ports.addAll(plan.ports().all()));
        assertEquals(9, ports.size());
        assertEquals(
                List.of("node-1", "node-2", "node-3"),
                plans.stream().map(NodePlan::name).toList());
        assertEquals(2.0, plans.getFirst().share().cpus());
        assertEquals(1L << 30, plans.getFirst().share().memoryBytes());
    }

    @Test
    void whatIsWrittenIsWhatTheNodeReads() {
        NodePlan plan = plan(3).get(1);

        MobulaConfig read = MobulaConfig.load(ConfigSources.none().withFile(folder.nodeConf("node-2")));

        assertEquals("node-2", read.node().name());
        assertEquals(plan.ports().call(), read.node().port());
        assertEquals(folder.nodes().resolve("node-2"), read.node().dataDir());
        assertEquals(plan.control(), read.control().nodes());
        assertEquals(plan.share().storeBytes(), read.store().memoryBytes());
        assertEquals(folder.token(), read.cluster().tokenFile().orElseThrow());
        assertTrue(read.cluster().id().isPresent());
        assertFalse(read.control().controlNode());
    }

    @Test
    void oneNodeKeepsTheLogHoweverManyThereAre() {
        assertEquals(List.of("node-1"), keepers(plan(2)));

        folder = new ClusterFolder(dir.resolve("d"));
        folder.initialise();
        assertEquals(List.of("node-1"), keepers(plan(5)));
    }

    @Test
    void asManyKeepTheLogAsIsAskedForAtTheFirstStart() {
        assertEquals(List.of("node-1", "node-2", "node-3"), keepers(planned(3, OptionalInt.of(3))));
        assertEquals(3, keepers(planned(4, OptionalInt.empty())).size());
        CommandFailed other = assertThrows(CommandFailed.class, () -> planned(4, OptionalInt.of(1)));
        assertTrue(other.getMessage().contains("has 3 keepers of the control log, not 1"), other.getMessage());
        CommandFailed fewer = assertThrows(CommandFailed.class, () -> planned(2, OptionalInt.empty()));
        assertTrue(fewer.getMessage().startsWith("node-3 keeps the control log"), fewer.getMessage());
    }

    @Test
    void otherKeepersAreWrittenForTheNextStart() {
        plan(4);
        assertTrue(folder.rewriteKeepers(List.of("node-1", "node-2", "node-4")));
        assertEquals(List.of("node-1", "node-2", "node-4"), keepers(plan(4)));
        MobulaConfig read = MobulaConfig.load(ConfigSources.none().withFile(folder.nodeConf("node-4")));
        assertTrue(read.control().controlNode());
        assertFalse(folder.rewriteKeepers(List.of("somewhere-else")));
    }

    private List<NodePlan> planned(int nodes, OptionalInt keepers) {
        MobulaConfig base = MobulaConfig.load(ConfigSources.none().withFile(folder.conf()));
        return new ClusterPlanner(folder, base).plan(nodes, keepers, OptionalDouble.empty());
    }

    @Test
    void portsAndKeepersStayFromOneStartToTheNext() {
        List<NodePlan> first = plan(2);
        List<NodePlan> second = plan(4);

        assertEquals(first.get(0).ports(), second.get(0).ports());
        assertEquals(first.get(1).ports(), second.get(1).ports());
        assertEquals(keepers(first), keepers(second));
    }

    @Test
    void configuredPortsAreThoseOfTheFirstNode() {
        int base = FreePorts.find(1, 4711, Set.of()).getFirst();
        List<NodePlan> plans = plan(2, "node.port=" + base);
        assertEquals(base, plans.get(0).ports().call());
        assertEquals(base + ClusterPlanner.PORT_STRIDE, plans.get(1).ports().call());
    }

    @Test
    void aPortSomebodyListensOnIsNamed() throws IOException {
        int port = plan(1).getFirst().ports().call();
        try (ServerSocket listener = new ServerSocket(port)) {
            CommandFailed refused = assertThrows(CommandFailed.class, () -> plan(1));
            assertTrue(refused.getMessage().startsWith("Port " + listener.getLocalPort() + " of node-1 is taken"));
        }
    }

    @Test
    void plannedSettingsAreKeptFromTheNodes() {
        assertEquals(
                List.of("call.window=32MiB"),
                PlannedKeys.without(List.of("node.port=1", "mobula.node.cpus = 2", "call.window=32MiB")));
        assertTrue(PlannedKeys.variables().contains("MOBULA_CONTROL_RAFT_PORT"));
    }

    private List<NodePlan> plan(int nodes, String... overrides) {
        MobulaConfig base =
                MobulaConfig.load(ConfigSources.none().withFile(folder.conf()).withOverrides(List.of(overrides)));
        return new ClusterPlanner(folder, base).plan(nodes, OptionalInt.empty(), OptionalDouble.empty());
    }

    private static List<String> keepers(List<NodePlan> plans) {
        return plans.getFirst().control().stream().map(ControlPeer::name).toList();
    }
}
