package io.mobula.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.resource.Resources;
import io.mobula.tune.Sweeps.Config;
import io.mobula.tune.Sweeps.Epoch;
import io.mobula.tune.Sweeps.Model;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Whole sweeps in this JVM, with shared values and with a cluster's semantics. */
class SweepTest {
    private static List<String> outcome(Results<Config, Epoch> results) {
        return results.all().stream()
                .map(result -> result.id() + " " + result.status() + " " + result.reports())
                .toList();
    }

    @Test
    void trainsEveryTrialToItsEnd() {
        Sweeps.everywhere(mobula -> {
            Results<Config, Epoch> results = Sweeps.tuner().trials(8).fit(mobula, "plain", Sweeps.learning(5));
            assertEquals(8, results.all().size());
            for (Result<Config, Epoch> result : results.all()) {
                assertEquals(TrialStatus.COMPLETED, result.status());
                assertEquals(5, result.reports().size());
                assertEquals(1, result.attempts());
            }
            double best = results.all().stream()
                    .mapToDouble(result -> result.last().score())
                    .max()
                    .orElseThrow();
            assertEquals(best, results.best().last().score());
            assertEquals(
                    best, results.best().checkpoint(Model.class).orElseThrow().knowledge());
            assertEquals(
                    1, results.all().stream().filter(r -> r.held().isPresent()).count());
        });
    }

    @Test
    void halvingComesToTheSameWhateverTheConcurrencyTheModeAndTheCheckpoints() {
        List<List<String>> outcomes = new ArrayList<>();
        Trainable<Config, Epoch> withoutCheckpoints = (config, trial) -> {
            Model model = Model.empty();
            for (int epoch = 0; epoch < 9; epoch++) {
                model = model.step(config);
                if (epoch >= trial.iteration()) trial.report(new Epoch(epoch, model.knowledge()));
            }
        };
        Sweeps.everywhere(mobula -> {
            var tuner = Sweeps.tuner().trials(18).scheduler(Scheduler.asha(9, 1, 3));
            outcomes.add(outcome(tuner.concurrency(1).fit(mobula, "one", Sweeps.learning(9))));
            outcomes.add(outcome(tuner.concurrency(6).fit(mobula, "six", Sweeps.learning(9))));
            outcomes.add(outcome(tuner.fit(mobula, "held", withoutCheckpoints)));
            outcomes.add(outcome(tuner.resources(Resources.cpus(0.5).and("memory", 1024))
                    .fit(mobula, "replayed", withoutCheckpoints)));
        });
        for (List<String> other : outcomes) assertEquals(outcomes.getFirst(), other);
        assertEquals(
                2,
                outcomes.getFirst().stream()
                        .filter(line -> line.contains("COMPLETED"))
                        .count());
    }

    @Test
    void theOtherSchedulersEndToo() {
        Sweeps.everywhere(mobula -> {
            var tuner = Sweeps.tuner().trials(12);
            var async =
                    tuner.scheduler(Scheduler.asha(9, 1, 3).asynchronous()).fit(mobula, "async", Sweeps.learning(9));
            assertTrue(async.all().stream().anyMatch(result -> result.status() == TrialStatus.STOPPED));
            var median = tuner.concurrency(1)
                    .scheduler(Scheduler.medianStopping(2, 3))
                    .fit(mobula, "median", Sweeps.learning(9));
            assertTrue(median.all().stream().anyMatch(result -> result.status() == TrialStatus.STOPPED));
        });
    }

    @Test
    void goesOnFromTheCheckpointAfterAFailure() {
        Sweeps.everywhere(mobula -> {
            List<SweepEvent<Config, Epoch>> events = new ArrayList<>();
            Results<Config, Epoch> results = Sweeps.tuner()
                    .trials(3)
                    .retry(Retry.times(2).on(IOException.class).backoff(Duration.ofMillis(1), 1))
                    .listener(events::add)
                    .fit(mobula, "retried", (config, trial) -> {
                        Model model = trial.checkpoint(Model.class).orElseGet(Model::empty);
                        for (int epoch = trial.iteration(); epoch < 6; epoch++) {
                            if (epoch == 3 && trial.attempt() == 1) throw new IOException("the disk is away");
                            model = model.step(config);
                            trial.report(new Epoch(epoch, model.knowledge()), model);
                        }
                    });
            for (Result<Config, Epoch> result : results.all()) {
                assertEquals(TrialStatus.COMPLETED, result.status(), result::cause);
                assertEquals(2, result.attempts());
                assertEquals(
                        List.of(0, 1, 2, 3, 4, 5),
                        result.reports().stream().map(Epoch::epoch).toList());
            }
            assertEquals(
                    3,
                    events.stream()
                            .filter(event -> event instanceof SweepEvent.Started<Config, Epoch> started
                                    && started.fromIteration() == 3)
                            .count());
            assertEquals(
                    3,
                    events.stream()
                            .filter(SweepEvent.Retrying.class::isInstance)
                            .count());
            assertEquals(
                    3,
                    events.stream().filter(SweepEvent.Ended.class::isInstance).count());
        });
    }

    @Test
    void everyWayToFailHasItsStatusAndItsCause() {
        Sweeps.everywhere(mobula -> {
            Results<Config, Epoch> results = Sweeps.tuner()
                    .trials(6)
                    .concurrency(6)
                    .resources(Resources.cpus(0.1))
                    .trialTimeout(Duration.ofMillis(500))
                    .fit(mobula, "failing", (config, trial) -> {
                        switch (trial.id()) {
                            case "trial-00" -> throw new IllegalStateException("broken");
                            case "trial-01" -> trial.report(new Epoch(0, Double.NaN));
                            case "trial-02" -> {}
                            case "trial-03" -> new CountDownLatch(1).await();
                            case "trial-04" -> {
                                try {
                                    while (true) trial.report(new Epoch(0, trial.iteration() == 1 ? Double.NaN : 1));
                                } catch (Throwable swallowed) {
                                    throw new IllegalArgumentException("what I made of it", swallowed);
                                }
                            }
                            default -> trial.report(new Epoch(0, 1));
                        }
                    });
            assertEquals(
                    List.of(
                            TrialStatus.FAILED,
                            TrialStatus.DIVERGED,
                            TrialStatus.SILENT,
                            TrialStatus.TIMED_OUT,
                            TrialStatus.DIVERGED,
                            TrialStatus.COMPLETED),
                    results.all().stream().map(Result::status).toList());
            assertEquals(
                    "java.lang.IllegalStateException: broken",
                    results.all().get(0).cause());
            assertEquals("the score of iteration 1 is NaN", results.all().get(1).cause());
            assertEquals("trial-05", results.best().id());
        });
    }

    @Test
    void aSweepWithoutAnySuccessThrowsWithTheFirstCause() {
        Sweeps.everywhere(mobula -> {
            SweepException e = assertThrows(
                    SweepException.class,
                    () -> Sweeps.tuner().trials(4).fit(mobula, "hopeless", (config, trial) -> {
                        throw new IOException("no data");
                    }));
            assertTrue(
                    e.getMessage()
                            .startsWith(
                                    "Sweep hopeless has no result: all 4 trials failed: 4 failed: java.io.IOException: no data"),
                    e.getMessage());
            assertInstanceOf(IOException.class, e.getCause().getCause());
        });
    }

    @Test
    void stopsWhenAskedAndKeepsWhatThereIs() {
        Sweeps.everywhere(mobula -> {
            Sweep<Config, Epoch> sweep = Sweeps.tuner()
                    .trials(4)
                    .concurrency(2)
                    .start(mobula, "endless", (config, trial) -> {
                        while (true) trial.report(new Epoch(trial.iteration(), config.rate()));
                    });
            while (sweep.soFar().get(1).reports().size() < 3) Thread.onSpinWait();
            assertFalse(sweep.isDone());
            sweep.stop();
            Results<Config, Epoch> results = sweep.results();
            assertTrue(results.all().stream().allMatch(result -> result.status() == TrialStatus.CANCELLED));
            assertTrue(results.best().reports().size() >= 1);
        });
    }

    @Test
    void budgetsEndItAndKeepWhatThereIs() {
        Sweeps.everywhere(mobula -> {
            Trainable<Config, Epoch> endless = (config, trial) -> {
                while (true) trial.report(new Epoch(trial.iteration(), config.rate()));
            };
            Results<Config, Epoch> spent = Sweeps.tuner().trials(4).budget(25).fit(mobula, "reports", endless);
            assertEquals(
                    25,
                    spent.all().stream()
                            .mapToInt(result -> result.reports().size())
                            .sum());
            Results<Config, Epoch> over =
                    Sweeps.tuner().trials(2).budget(Duration.ofMillis(300)).fit(mobula, "time", endless);
            assertEquals("the sweep's time was spent", over.all().getFirst().cause());
        });
    }

    @Test
    void capturedRefsAreThereAndTheObjectiveMayBeALambda() {
        Sweeps.everywhere(mobula -> {
            ObjectRef<double[]> data = mobula.put(new double[] {1, 2, 3});
            double offset = 0.5;
            Results<Config, Epoch> results = Tuner.over(SearchSpace.of(Config.class))
                    .minimize((Epoch epoch) -> epoch.score() + offset)
                    .search(Search.quasiRandom())
                    .trials(5)
                    .display(Display.NONE)
                    .fit(mobula, "refs", (config, trial) -> trial.report(new Epoch(0, config.rate() * data.get()[2])));
            double least = results.all().stream()
                    .mapToDouble(r -> r.last().score())
                    .min()
                    .orElseThrow();
            assertEquals(least + offset, results.best().value().orElseThrow());
        });
    }

    @Test
    void moreTrialsThanPlacesDoNotBlockEachOtherAtARung() {
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            Results<Config, Epoch> results = Sweeps.tuner()
                    .trials(100)
                    .concurrency(2)
                    .scheduler(Scheduler.asha(4, 2, 2))
                    .fit(mobula, "crowd", (config, trial) -> {
                        for (int epoch = trial.iteration(); epoch < 4; epoch++) {
                            trial.report(new Epoch(epoch, config.rate()));
                        }
                    });
            assertEquals(
                    50,
                    results.all().stream()
                            .filter(r -> r.status() == TrialStatus.COMPLETED)
                            .count());
        }
    }
}
