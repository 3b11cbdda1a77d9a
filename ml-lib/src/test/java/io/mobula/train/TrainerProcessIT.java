package io.mobula.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.Retry;
import io.mobula.api.TaskContext;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.cluster.TestCluster;
import io.mobula.train.TrainerContract.Epoch;
import io.mobula.train.TrainerContract.Weights;
import io.mobula.train.checkpoint.Checkpoints;
import io.mobula.train.collective.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ranks in node JVMs of their own. */
@Timeout(180)
class TrainerProcessIT {
    private static final int EPOCHS = 12;
    private static final long KILL_AFTER_STEP = 5;

    @TempDir
    private Path folder;

    private static Trainer trainer() {
        return Trainer.workers(2)
                .resources(Resources.cpus(1))
                .strategy(Strategy.SPREAD)
                .retry(Retry.times(3).backoff(Duration.ofMillis(100), 1));
    }

    private static double[] embedded() {
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            return trainer()
                    .resources(Resources.cpus(0.1))
                    .strategy(Strategy.PACK)
                    .fit(mobula, "embedded", worker -> TrainerContract.descend(worker, EPOCHS, Path.of("never")))
                    .value();
        }
    }

    @Test
    void aKilledNodeCostsOneRestartAndNotOneBit() throws Exception {
        double[] expected = embedded();
        try (TestCluster cluster = TestCluster.start(2);
                Mobula mobula = cluster.connect()) {
            List<Progress> told = new ArrayList<>();
            Result<double[]> result = trainer()
                    .checkpoints(Checkpoints.in(folder.resolve("runs")).keepLowest(1, Epoch.class, Epoch::loss))
                    .onProgress(progress -> {
                        told.add(progress);
                        if (progress.equals(new Progress.Committed(KILL_AFTER_STEP)) && restarts(told) == 0)
                            kill(cluster, "node-2");
                    })
                    .fit(mobula, "killed", worker -> TrainerContract.descend(worker, EPOCHS, Path.of("never")));
            int killed = rankOn("node-2", told);
            assertEquals(1, result.restarts());
            assertArrayEquals(expected, result.value());
            assertArrayEquals(expected, result.values().get(1));
            assertArrayEquals(
                    expected, result.best().orElseThrow().load(Weights.class).values());
            String cause = told.stream()
                    .filter(Progress.AttemptFailed.class::isInstance)
                    .map(Progress.AttemptFailed.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .cause();
            assertTrue(cause.contains("rank " + killed + " (node-2)"), cause);
        }
    }

    /** Each of the two ranks is on a node of its own. */
    private static int rankOn(String node, List<Progress> told) {
        List<String> nodes = ((Progress.Started) told.getFirst()).nodes();
        assertEquals(Set.of("node-1", "node-2"), Set.copyOf(nodes));
        return nodes.indexOf(node);
    }

    /** One rank waits in the collective when the other, which is on its way to it, dies with its process. */
    @Test
    void aRankThatDiesLeavesNobodyInACollective() throws Exception {
        try (TestCluster cluster = TestCluster.start(2);
                Mobula mobula = cluster.connect()) {
            List<Progress> told = new ArrayList<>();
            String begun = folder.resolve("begun").toString();
            Thread killer = Thread.ofVirtual().start(() -> {
                while (!Files.exists(Path.of(begun))) Thread.onSpinWait();
                kill(cluster, "node-2");
            });
            Result<Double> result = trainer().onProgress(told::add).fit(mobula, "inside", worker -> {
                worker.collective().barrier();
                if (TaskContext.current().node().equals("node-2") && !Files.exists(Path.of(begun))) {
                    Files.createFile(Path.of(begun));
                    Thread.sleep(60_000);
                }
                double[] sum = {worker.rank() + 1};
                worker.collective().allReduce(sum, Op.SUM);
                return sum[0];
            });
            killer.join();
            assertEquals(List.of(3.0, 3.0), result.values());
            assertEquals(1, result.restarts());
            String cause = told.stream()
                    .filter(Progress.AttemptFailed.class::isInstance)
                    .map(Progress.AttemptFailed.class::cast)
                    .findFirst()
                    .orElseThrow()
                    .cause();
            assertTrue(cause.contains("rank " + rankOn("node-2", told) + " (node-2)"), cause);
        }
    }

    private static void kill(TestCluster cluster, String node) {
        try {
            cluster.kill(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long restarts(List<Progress> told) {
        return told.stream().filter(Progress.AttemptFailed.class::isInstance).count();
    }
}
