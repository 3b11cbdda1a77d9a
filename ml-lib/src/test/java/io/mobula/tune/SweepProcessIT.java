package io.mobula.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.tune.Sweeps.Config;
import io.mobula.tune.Sweeps.Epoch;
import io.mobula.tune.Sweeps.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sweeps on a cluster of processes, with nodes that die. */
class SweepProcessIT {
    private static final int EPOCHS = 9;
    private static final long EPOCH_MILLIS = 30;

    private static Results<Config, Epoch> sweep(Mobula mobula, Tuner<Config, Epoch> tuner) {
        return tuner.fit(mobula, "killed", (config, trial) -> {
            Model model = trial.checkpoint(Model.class).orElseGet(Model::empty);
            for (int epoch = trial.iteration(); epoch < EPOCHS; epoch++) {
                Thread.sleep(EPOCH_MILLIS);
                model = model.step(config);
                trial.report(new Epoch(epoch, model.knowledge()), model);
            }
        });
    }

    private static List<String> outcome(Results<Config, Epoch> results) {
        return results.all().stream()
                .map(result -> result.id() + " " + result.status() + " " + result.reports())
                .toList();
    }

    @Test
    void theResultsAreTheSameWhereNodesDie() throws Exception {
        Tuner<Config, Epoch> tuner = Sweeps.tuner().trials(24).scheduler(Scheduler.asha(EPOCHS, 1, 2));
        List<String> expected;
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            expected = outcome(sweep(mobula, tuner));
        }
        try (TestCluster cluster = TestCluster.start(3);
                Mobula mobula = cluster.connect()) {
            AtomicInteger reports = new AtomicInteger();
            AtomicInteger retries = new AtomicInteger();
            Results<Config, Epoch> results = sweep(mobula, tuner.listener(event -> {
                if (event instanceof SweepEvent.Retrying<Config, Epoch>) retries.incrementAndGet();
                if (!(event instanceof SweepEvent.Reported<Config, Epoch>)) return;
                try {
                    int count = reports.incrementAndGet();
                    if (count == 12) cluster.kill("node-2");
                    if (count == 30) cluster.kill("node-3");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
            assertEquals(expected, outcome(results));
            assertTrue(retries.get() > 0, "some trials were lost and started again");
        }
    }
}
