package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskBuilder;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskLostException;
import io.mobula.cli.ClusterStatus;
import io.mobula.cli.cluster.JvmCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeathsProcessIT {
    private static final Duration LIMIT = LocalCluster.LIMIT;
    private static final Duration NODE_TIMEOUT = Duration.ofMillis(1500);

    private static final Duration DRIVER_GRACE = Duration.ofSeconds(3);

    private static LocalCluster cluster;

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(
                3,
                List.of(
                        "mobula.control.node-timeout=" + NODE_TIMEOUT.toMillis() + " ms",
                        "mobula.driver.grace=" + DRIVER_GRACE.toMillis() + " ms"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    private static void awaitUseOf(Mobula mobula) throws Exception {
        Until.value(
                "tasks run on all nodes",
                LIMIT,
                () -> {
                    var refs = new ArrayList<ObjectRef<String>>();
                    for (int i = 0; i < 12; i++)
                        refs.add(mobula.submit(() -> {
                            Thread.sleep(20);
                            return io.mobula.api.TaskContext.current().node();
                        }));
                    return new HashSet<>(mobula.getAll(refs));
                },
                Set.of("node-1", "node-2", "node-3")::equals);
    }

    /** Twelve tasks that wait for the gate, half of them at most once; they take all there is. */
    private Map<Integer, ObjectRef<Bodies.Ran>> behindGate(Mobula mobula) throws Exception {
        String folder = dir.toString();
        TaskBuilder half = mobula.task().cpus(0.5);
        var refs = new HashMap<Integer, ObjectRef<Bodies.Ran>>();
        for (int i = 0; i < 12; i++) {
            int value = i;
            refs.put(i, (i % 2 == 0 ? half : half.maxRetries(0)).submit(() -> Bodies.behindGate(folder, value)));
        }
        Until.holds("12 tasks run", LIMIT, () -> Bodies.count(dir, "run-") == 12);
        return refs;
    }

    private boolean ranOn(int value, String node) throws Exception {
        return Bodies.count(dir, "run-" + value + "-" + node + "-") > 0;
    }

    @Test
    void aKilledNodeCostsNoResultAndRunsNothingTwiceThatMayRunOnce() throws Exception {
        int incarnation = cluster.incarnation("node-2");
        String folder = dir.toString();
        try (Mobula mobula = cluster.connect()) {
            awaitUseOf(mobula);
            Map<Integer, ObjectRef<Bodies.Ran>> gated = behindGate(mobula);
            TaskBuilder half = mobula.task().cpus(0.5);
            var queued = new ArrayList<ObjectRef<Bodies.Ran>>();
            for (int i = 0; i < 500; i++) {
                int value = 1_000 + i;
                queued.add((i % 2 == 0 ? half : half.maxRetries(0)).submit(() -> Bodies.once(folder, value)));
            }

            cluster.process("node-2").destroyForcibly();
            Bodies.openGate(dir);

            int lost = 0;
            int again = 0;
            for (var entry : gated.entrySet()) {
                int value = entry.getKey();
                boolean wasThere = ranOn(value, "node-2");
                if (value % 2 == 1 && wasThere) {
                    var failure = assertThrows(
                            TaskLostException.class, () -> entry.getValue().get(LIMIT));
                    assertEquals(ErrorCode.TASK_MAY_HAVE_RUN, failure.code());
                    assertTrue(failure.getMessage().contains("it may have run"), failure.getMessage());
                    assertEquals(1, Bodies.runs(dir, value));
                    lost++;
                } else {
                    Bodies.Ran ran = entry.getValue().get(LIMIT);
                    assertEquals(value, ran.value());
                    assertEquals(wasThere ? 2 : 1, ran.attempt(), ran.toString());
                    assertEquals(wasThere ? 2 : 1, Bodies.runs(dir, value));
                    if (wasThere) again++;
                }
            }
            assertEquals(4, lost + again, "a third of the tasks was there");
            for (int i = 0; i < 500; i++) {
                int value = 1_000 + i;
                assertEquals(value, queued.get(i).get(LIMIT).value());
                assertEquals(1, Bodies.runs(dir, value), "never there, so never twice: " + value);
            }
            cluster.awaitReturn("node-2", incarnation);
            awaitUseOf(mobula);
        }
    }

    @Test
    void aNodeThatStoodStillTooLongIsReplacedAndItsLateResultsDoNotCount() throws Exception {
        int incarnation = cluster.incarnation("node-3");
        try (Mobula mobula = cluster.connect()) {
            awaitUseOf(mobula);
            Map<Integer, ObjectRef<Bodies.Ran>> gated = behindGate(mobula);
            ProcessHandle paused = cluster.process("node-3");
            LocalCluster.signal("STOP", paused);
            try {
                Until.holds(
                        "node-3 is declared dead",
                        LIMIT,
                        () -> mobula.cluster().nodes().size() == 2);
                Bodies.openGate(dir);
                int lost = 0;
                for (var entry : gated.entrySet()) {
                    int value = entry.getKey();
                    boolean wasThere = ranOn(value, "node-3");
                    if (value % 2 == 1 && wasThere) {
                        assertThrows(
                                TaskLostException.class, () -> entry.getValue().get(LIMIT));
                        lost++;
                    } else {
                        Bodies.Ran ran = entry.getValue().get(LIMIT);
                        assertEquals(value, ran.value());
                        assertFalse(ran.node().equals("node-3"), "not the one that stands still");
                    }
                }
                assertTrue(lost <= 4);
            } finally {
                LocalCluster.signal("CONT", paused);
            }
            paused.onExit().get(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            cluster.awaitReturn("node-3", incarnation);
            awaitUseOf(mobula);
            for (var entry : gated.entrySet()) {
                if (entry.getValue().state() == java.util.concurrent.Future.State.SUCCESS)
                    assertFalse(entry.getValue().get().node().equals("node-3"));
            }
        }
        awaitIdle();
    }

    /** A program whose six tasks have begun. */
    private Process startDoomedDriver() throws Exception {
        List<String> command = JvmCommand.small()
                .running(
                        DoomedDriver.class.getName(),
                        List.of(cluster.addresses(), cluster.dir().toString(), dir.toString()));
        Process driver = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("driver.log").toFile())
                .start();
        try {
            Until.holds("its tasks run", LIMIT, () -> {
                if (!driver.isAlive())
                    throw new AssertionError(java.nio.file.Files.readString(dir.resolve("driver.log")));
                return Bodies.count(dir, "begun-") == 6;
            });
            return driver;
        } catch (Throwable failed) {
            driver.destroyForcibly().onExit().join();
            throw failed;
        }
    }

    @Test
    void whatADriverHadIsGoneSoonAfterItWasKilled() throws Exception {
        Process driver = startDoomedDriver();
        try {
            assertTrue(cluster.status("node-1").nodes().stream()
                            .mapToLong(ClusterStatus.Node::storeUsedBytes)
                            .sum()
                    > 0);
        } finally {
            driver.destroyForcibly().onExit().join();
        }
        awaitIdle();
        assertEquals(6, Bodies.count(dir, "interrupted-"));
    }

    /** Its process is there and its connections stay open: only its silence tells. Two seconds are for noticing it and for the log, with room for a slow machine. */
    @Test
    void theTasksOfADriverThatStandsStillEndSoonAfterTheGraceOfItsLastSign() throws Exception {
        Process driver = startDoomedDriver();
        try {
            long stopped = System.nanoTime();
            LocalCluster.signal("STOP", driver.toHandle());
            Until.holds(
                    "its tasks are interrupted",
                    DRIVER_GRACE.plusSeconds(2),
                    () -> Bodies.count(dir, "interrupted-") == 6);
            Duration after = Duration.ofNanos(System.nanoTime() - stopped);
            assertTrue(after.compareTo(DRIVER_GRACE.minusSeconds(1)) > 0, "it had its grace: " + after);
        } finally {
            driver.destroyForcibly().onExit().join();
        }
        awaitIdle();
    }

    /** Nothing runs, nothing is stored, on no node: within ten seconds of what ended it. */
    private static void awaitIdle() throws Exception {
        Until.value(
                "the cluster is idle and empty",
                Duration.ofSeconds(10),
                () -> cluster.status("node-1").nodes(),
                nodes -> nodes.stream()
                        .allMatch(node ->
                                node.tasksRunning() == 0 && node.tasksQueued() == 0 && node.storeUsedBytes() == 0));
    }

    @Test
    void tasksOnOtherNodesOutliveTheControlNode() throws Exception {
        int incarnation = cluster.incarnation("node-1");
        try (Mobula mobula = cluster.connect()) {
            awaitUseOf(mobula);
            Map<Integer, ObjectRef<Bodies.Ran>> gated = behindGate(mobula);
            ProcessHandle control = cluster.process("node-1");
            control.destroyForcibly();
            control.onExit().join();
            Bodies.openGate(dir);
            for (var entry : gated.entrySet()) {
                if (ranOn(entry.getKey(), "node-1")) continue;
                assertEquals(1, entry.getValue().get(LIMIT).attempt());
            }
            cluster.awaitReturn("node-1", incarnation);
            for (var entry : gated.entrySet()) {
                if (!ranOn(entry.getKey(), "node-1")) continue;
                if (entry.getKey() % 2 == 0)
                    assertEquals(2, entry.getValue().get(LIMIT).attempt());
                else
                    assertThrows(TaskLostException.class, () -> entry.getValue().get(LIMIT));
            }
            awaitUseOf(mobula);
        }
        try (Mobula later = cluster.connect()) {
            assertEquals(42, later.submit(() -> 42).get(LIMIT));
        }
    }
}
