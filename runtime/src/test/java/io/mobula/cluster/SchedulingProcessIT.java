package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where work goes in a cluster of three node processes with two CPUs each. */
@ExtendWith(SharedCluster.class)
class SchedulingProcessIT {
    private static final int LARGE_BYTES = 2 << 20;

    @TempDir
    private Path dir;

    static final class Sitter {
        String node() {
            return TaskContext.current().node();
        }
    }

    private static String node() {
        return TaskContext.current().node();
    }

    /** Where it runs, once the file of that node is there. */
    private static String wait(String folder) throws Exception {
        Files.createFile(Path.of(folder, node() + "-" + TaskContext.current().id()));
        while (!Files.exists(Path.of(folder, "open-" + node()))) Thread.sleep(5);
        return node();
    }

    @Test
    void labelsNamesAndWishesChooseTheNode(LocalCluster cluster) {
        try (Mobula mobula = cluster.connect()) {
            for (String name : List.of("node-1", "node-2", "node-3"))
                assertEquals(
                        name,
                        mobula.task()
                                .onNode(name)
                                .submit(SchedulingProcessIT::node)
                                .get());
            assertNotEquals(
                    "node-1",
                    mobula.task()
                            .where("node!=node-1")
                            .submit(SchedulingProcessIT::node)
                            .get());
            assertEquals(
                    "node-3",
                    mobula.task()
                            .preferNode("node-3")
                            .submit(SchedulingProcessIT::node)
                            .get());
            ActorHandle<Sitter> sitter =
                    mobula.actor().where("node in (node-2)").start(Sitter::new);
            assertEquals("node-2", sitter.call(Sitter::node).get());
            try (PlacementGroup group = mobula.group()
                    .bundles(1, Resources.cpus(1), "node=node-3")
                    .bundles(1, Resources.cpus(1), "node!=node-3")
                    .reserve(LocalCluster.LIMIT)) {
                assertEquals("node-3", group.bundle(0).node());
                assertNotEquals("node-3", group.bundle(1).node());
                assertEquals(
                        "node-3",
                        mobula.task()
                                .in(group.bundle(0))
                                .submit(SchedulingProcessIT::node)
                                .get());
            }
        }
    }

    @Test
    void whatIsSpreadRunsEverywhere(LocalCluster cluster) {
        try (Mobula mobula = cluster.connect()) {
            var spread = mobula.task().strategy(Strategy.SPREAD);
            Set<String> nodes = Stream.generate(
                            () -> spread.submit(SchedulingProcessIT::node).get())
                    .limit(6)
                    .collect(Collectors.toSet());
            assertEquals(3, nodes.size(), "one after another, each as the last has ended: " + nodes);
        }
    }

    @Test
    void aTaskGoesToItsLargeArguments(LocalCluster cluster) {
        try (Mobula mobula = cluster.connect()) {
            for (String name : List.of("node-3", "node-2", "node-1")) {
                ObjectRef<byte[]> bytes = mobula.task().onNode(name).submit(() -> new byte[LARGE_BYTES]);
                assertEquals(name, bytes.map(_ -> node()).get());
            }
        }
    }

    @Test
    void aNodeThatIsNotThereIsNamedWithTheNearest(LocalCluster cluster) {
        try (Mobula mobula = cluster.connect()) {
            var refused = assertThrows(
                    PlacementException.class,
                    () -> mobula.task()
                            .onNode("node-9")
                            .submit(SchedulingProcessIT::node)
                            .get());
            assertEquals(ErrorCode.PLACEMENT_INFEASIBLE, refused.code());
            assertTrue(refused.getMessage().contains("no node is named node-9"), refused.getMessage());
        }
    }

    @Test
    void aJobOfTenTasksRunsBesideALargeOne(LocalCluster cluster) throws Exception {
        try (Mobula large = cluster.connect();
                Mobula small = cluster.connect()) {
            var many = new ArrayList<ObjectRef<Void>>();
            for (int i = 0; i < 20_000; i++) many.add(large.submit(() -> Thread.sleep(10)));
            Until.holds("the large job runs", LocalCluster.LIMIT, () -> ended(many) > 50);
            long before = ended(many);
            var few = new ArrayList<ObjectRef<Void>>();
            for (int i = 0; i < 10; i++) few.add(small.submit(() -> Thread.sleep(10)));
            small.getAll(few);
            long meanwhile = ended(many) - before;
            // Three nodes give half of their turns: about as many of the large as of the small, and what was under way.
            assertTrue(meanwhile < 300, meanwhile + " of 20,000 tasks ended before 10");
        }
    }

    private static long ended(List<ObjectRef<Void>> refs) {
        return refs.stream().filter(ref -> ref.state() == Future.State.SUCCESS).count();
    }

    @Test
    void whatWaitsAtABusyNodeGoesToAFreeOne(LocalCluster cluster) throws Exception {
        String folder = dir.toString();
        try (Mobula first = cluster.connect();
                Mobula second = cluster.connect()) {
            var blockers = new ArrayList<ObjectRef<String>>();
            for (int i = 0; i < 6; i++) blockers.add(first.submit(() -> wait(folder)));
            Until.holds("every slot is taken", LocalCluster.LIMIT, () -> begun() == 6);
            var waiting = new ArrayList<ObjectRef<String>>();
            for (int i = 0; i < 6; i++) waiting.add(second.submit(SchedulingProcessIT::node));
            Until.holds(
                    "all were pushed",
                    LocalCluster.LIMIT,
                    () -> waiting.stream()
                            .noneMatch(ref -> ref.explain().summary().contains("queued")));
            Files.createFile(dir.resolve("open-node-3"));
            for (ObjectRef<String> ref : waiting) assertEquals("node-3", ref.get(LocalCluster.LIMIT));
            Files.createFile(dir.resolve("open-node-1"));
            Files.createFile(dir.resolve("open-node-2"));
            first.getAll(blockers);
        }
    }

    private long begun() throws Exception {
        try (Stream<Path> files = Files.list(dir)) {
            return files.count();
        }
    }

    @Test
    void explainSaysWhatEveryNodeLacks(LocalCluster cluster) throws Exception {
        try (Mobula mobula = cluster.connect()) {
            var sitters = new ArrayList<ActorHandle<Sitter>>();
            for (int i = 0; i < 3; i++)
                sitters.add(mobula.actor().name("sitter-" + i).cpus(2).start(Sitter::new));
            for (ActorHandle<Sitter> sitter : sitters) sitter.call(Sitter::node).get();
            ActorHandle<Sitter> late = mobula.actor().name("late").cpus(1).start(Sitter::new);
            Until.holds(
                    "it waits",
                    LocalCluster.LIMIT,
                    () -> late.explain().summary().contains("waits for a node"));
            String waits = CommandLine.run(cluster, 0, "explain", "late");
            assertTrue(waits.contains("Actor late") && waits.contains("waits for a node"), waits);
            for (int i = 1; i <= 3; i++)
                assertTrue(waits.contains("node-" + i + ": its actors and bundles leave"), waits);
            String lives = CommandLine.run(cluster, 0, "explain", "sitter-1");
            assertTrue(lives.contains("lives on node-"), lives);
            assertTrue(CommandLine.run(cluster, 1, "explain", "nobody").contains("nobody"));
            ObjectRef<String> task = mobula.submit(SchedulingProcessIT::node);
            Until.holds(
                    "the task says what every node lacks",
                    LocalCluster.LIMIT,
                    () -> task.explain().reasons().stream()
                                    .filter(line -> line.startsWith("node-"))
                                    .count()
                            == 3);
            sitters.getFirst().kill();
            task.get(LocalCluster.LIMIT);
        }
    }
}
