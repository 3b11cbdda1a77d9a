package io.mobula.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.TaskContext;
import io.mobula.cluster.TestCluster;
import io.mobula.tune.Sweeps.Config;
import io.mobula.tune.Sweeps.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sweeps on a cluster of processes, with nodes that die. */
class SweepProcessIT {
    private static final int EPOCHS = 9;
    private static final long EPOCH_MILLIS = 20;

    /** Between rungs, so that the trial which reports it has to go on, on its node. */
    private static final Set<Integer> DEADLY_ITERATIONS = Set.of(3, 6);

    record Epoch(int epoch, double score, String node) {}

    private static Tuner<Config, Epoch> tuner() {
        return Tuner.over(SearchSpace.of(Config.class))
                .maximize(Epoch::score)
                .trials(24)
                .seed(7)
                .scheduler(Scheduler.asha(EPOCHS, 1, 2))
                .display(Display.NONE);
    }

    private static Results<Config, Epoch> sweep(Mobula mobula, Tuner<Config, Epoch> tuner) {
        return tuner.fit(mobula, "killed", (config, trial) -> {
            Model model = trial.checkpoint(Model.class).orElseGet(Model::empty);
            String node = TaskContext.current().node();
            for (int epoch = trial.iteration(); epoch < EPOCHS; epoch++) {
                Thread.sleep(EPOCH_MILLIS);
                model = model.step(config);
                trial.report(new Epoch(epoch, model.knowledge(), node), model);
            }
        });
    }

    /** Without the nodes. */
    private static List<String> outcome(Results<Config, Epoch> results) {
        return results.all().stream()
                .map(result -> result.id() + " " + result.status() + " "
                        + result.reports().stream().map(Epoch::score).toList())
                .toList();
    }

    private static void killNodeOf(Epoch report, TestCluster cluster) {
        try {
            cluster.kill(report.node());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theResultsAreTheSameWhereNodesDie() throws Exception {
        List<String> expected;
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            expected = outcome(sweep(mobula, tuner()));
        }
        try (TestCluster cluster = TestCluster.start(3);
                Mobula mobula = cluster.connect()) {
            AtomicInteger retries = new AtomicInteger();
            Set<Integer> left = new HashSet<>(DEADLY_ITERATIONS);
            // Told before the report is answered: the trial is on its node, and waits.
            Results<Config, Epoch> results = sweep(mobula, tuner().listener(event -> {
                if (event instanceof SweepEvent.Retrying<Config, Epoch>) retries.incrementAndGet();
                if (event instanceof SweepEvent.Reported<Config, Epoch>(var _, int iteration, Epoch report)
                        && left.remove(iteration)) {
                    killNodeOf(report, cluster);
                }
            }));
            assertEquals(expected, outcome(results));
            assertEquals(Set.of(), left);
            assertTrue(retries.get() >= 2, () -> "lost and started again: " + retries);
        }
    }
}
