package io.mobula.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.resource.Resources;
import io.mobula.train.checkpoint.CheckpointException;
import io.mobula.train.checkpoint.Checkpoints;
import io.mobula.train.collective.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a training run does, whatever runs it. */
@Timeout(120)
abstract class TrainerContract {
    private static final Resources SMALL = Resources.cpus(0.1);

    private final Mobula mobula = connect();

    @TempDir
    private Path folder;

    record Epoch(int epoch, double loss) {}

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Weights(double[] values) {}

    /** A session that is closed after each test. */
    abstract Mobula connect();

    @AfterEach
    void close() {
        mobula.close();
    }

    /** Fits y = 2 x0 - x1 by gradient descent on a rank's share of the points; the same on any number of restarts. */
    static double[] descend(Worker worker, int epochs, Path crash) throws Exception {
        double[] weights = worker.checkpoint(Weights.class).map(Weights::values).orElseGet(() -> new double[2]);
        for (int epoch = worker.iteration(); epoch < epochs; epoch++) {
            var gradient = new double[3];
            for (int point = worker.rank(); point < 64; point += worker.size()) {
                double x0 = Math.sin(point);
                double x1 = Math.cos(3.0 * point);
                double error = weights[0] * x0 + weights[1] * x1 - (2 * x0 - x1);
                gradient[0] += error * x0;
                gradient[1] += error * x1;
                gradient[2] += error * error;
            }
            worker.collective().allReduce(gradient, Op.SUM);
            for (int i = 0; i < 2; i++) weights[i] -= 0.02 * gradient[i];
            worker.report(new Epoch(epoch, gradient[2]), new Weights(weights.clone()));
            if (epoch == 5 && worker.rank() == 1 && Files.deleteIfExists(crash))
                throw new IllegalStateException("the power went out");
        }
        return weights;
    }

    private Path crash(String name) throws Exception {
        return Files.writeString(folder.resolve(name), "");
    }

    @Test
    void ranksTrainTogetherAndEndWithTheSameBits() {
        Path never = folder.resolve("never");
        String place = never.toString();
        Result<double[]> result = Trainer.workers(2)
                .resources(SMALL)
                .fit(mobula, "descent", worker -> descend(worker, 30, Path.of(place)));
        assertArrayEquals(result.values().get(0), result.values().get(1));
        assertEquals(2, result.value()[0], 1e-2);
        assertEquals(-1, result.value()[1], 1e-2);
        assertEquals(30, result.reports().size());
        assertEquals(0, result.restarts());
        Report last = result.reports().getLast();
        assertEquals(last.metrics().get(0), last.metrics().get(1));
        assertTrue(last.first(Epoch.class).loss() < 1e-3);
    }

    @Test
    void aFailedGroupGoesOnFromItsCheckpointToTheSameResult() throws Exception {
        String place = crash("crash").toString();
        List<Progress> told = new ArrayList<>();
        Trainer trainer = Trainer.workers(3)
                .resources(SMALL)
                .retry(Retry.times(2).backoff(Duration.ofMillis(1), 1))
                .onProgress(told::add);
        Result<double[]> straight =
                trainer.fit(mobula, "straight", worker -> descend(worker, 10, Path.of(place + "-never")));
        told.clear();
        Result<double[]> broken = trainer.fit(mobula, "broken", worker -> descend(worker, 10, Path.of(place)));
        assertEquals(1, broken.restarts());
        assertArrayEquals(straight.value(), broken.value());
        assertEquals(straight.reports(), broken.reports());
        assertTrue(told.contains(new Progress.Started(2, 6, List.of(node(), node(), node()))), told.toString());
        String cause = told.stream()
                .filter(Progress.AttemptFailed.class::isInstance)
                .map(Progress.AttemptFailed.class::cast)
                .findFirst()
                .orElseThrow()
                .cause();
        assertTrue(cause.contains("rank 1 (" + node() + ")") && cause.contains("the power went out"), cause);
    }

    private String node() {
        return mobula.cluster().nodes().getFirst().name();
    }

    @Test
    void whenNoRestartIsLeftTheRankAndItsExceptionAreNamed() throws Exception {
        String place = crash("crash").toString();
        TrainException failed = assertThrows(
                TrainException.class,
                () -> Trainer.workers(2)
                        .resources(SMALL)
                        .fit(mobula, "doomed", worker -> descend(worker, 10, Path.of(place))));
        assertTrue(
                failed.getMessage()
                        .contains(
                                "rank 1 (" + node() + ") failed: java.lang.IllegalStateException: the power went out"),
                failed.getMessage());
        assertInstanceOf(IllegalStateException.class, failed.getCause());
    }

    @Test
    void exceptionsThatTheRetryDoesNotNameEndTheRun() throws Exception {
        String place = crash("crash").toString();
        TrainException failed = assertThrows(
                TrainException.class,
                () -> Trainer.workers(2)
                        .resources(SMALL)
                        .retry(Retry.times(5).on(IOException.class))
                        .fit(mobula, "unnamed", worker -> descend(worker, 10, Path.of(place))));
        assertEquals(0, failed.restarts());
    }

    @Test
    void aRunIsResumedFromItsFolderAndItsBestCheckpointIsLoaded() throws Exception {
        String place = crash("crash").toString();
        Checkpoints kept = Checkpoints.in(folder.resolve("runs")).keepLowest(2, Epoch.class, Epoch::loss);
        Trainer trainer = Trainer.workers(2).resources(SMALL).checkpoints(kept.resume());
        assertThrows(
                TrainException.class,
                () -> trainer.fit(mobula, "resumed", worker -> descend(worker, 10, Path.of(place))));
        List<Progress> told = new ArrayList<>();
        Result<double[]> result =
                trainer.onProgress(told::add).fit(mobula, "resumed", worker -> descend(worker, 10, Path.of(place)));
        assertEquals(
                6, assertInstanceOf(Progress.Started.class, told.getFirst()).fromStep());
        assertEquals(10, result.newest().orElseThrow().step());
        assertArrayEquals(
                result.value(),
                result.newest().orElseThrow().load(Weights.class).values());
        assertEquals(10, result.best().orElseThrow().step());
        assertThrows(
                CheckpointException.class,
                () -> Trainer.workers(1)
                        .checkpoints(kept)
                        .fit(mobula, "resumed", worker -> descend(worker, 1, Path.of(place))));
    }

    record Own(int rank, long step) {}

    @Test
    void aFolderThatDoesNotTakeACheckpointDoesNotEndTheRun() throws Exception {
        Path runs = folder.resolve("runs");
        String place = folder.resolve("never").toString();
        List<Progress> told = new ArrayList<>();
        Result<double[]> result = Trainer.workers(2)
                .resources(SMALL)
                .checkpoints(Checkpoints.in(runs).keepNewest(10))
                .onProgress(progress -> {
                    told.add(progress);
                    if (progress.equals(new Progress.Committed(2))) obstruct(runs.resolve("obstructed/.partial-3"));
                })
                .fit(mobula, "obstructed", worker -> descend(worker, 5, Path.of(place)));
        List<Progress.NotSaved> missed = told.stream()
                .filter(Progress.NotSaved.class::isInstance)
                .map(Progress.NotSaved.class::cast)
                .toList();
        assertEquals(List.of(3L), missed.stream().map(Progress.NotSaved::step).toList());
        assertEquals(
                CheckpointException.Reason.FOLDER_UNUSABLE,
                missed.getFirst().cause().reason());
        assertEquals(5, result.reports().size());
        assertEquals(0, result.restarts());
        assertArrayEquals(
                result.value(),
                result.newest().orElseThrow().load(Weights.class).values());
    }

    /** A file where a folder is to be. */
    private static void obstruct(Path place) {
        try {
            Files.writeString(place, "in the way");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eachRankGetsItsOwnValueBack() throws Exception {
        String place = crash("crash").toString();
        Result<Own> result = Trainer.workers(3)
                .resources(SMALL)
                .retry(Retry.times(1).backoff(Duration.ofMillis(1), 1))
                .checkpoints(Checkpoints.in(folder.resolve("runs")).perRank())
                .fit(mobula, "own", worker -> {
                    Own last = worker.checkpoint(Own.class).orElse(new Own(worker.rank(), 0));
                    for (int i = worker.iteration(); i < 4; i++) {
                        last = new Own(last.rank(), last.step() + 1);
                        worker.report(new Epoch(i, 0), last);
                        if (i == 2 && worker.rank() == 2 && Files.deleteIfExists(Path.of(place)))
                            throw new IllegalStateException("again");
                    }
                    return last;
                });
        assertEquals(List.of(new Own(0, 4), new Own(1, 4), new Own(2, 4)), result.values());
        assertEquals(List.of(0, 1, 2), result.newest().orElseThrow().ranks());
    }

    @Test
    void aRankThatDoesNotComeToAReportIsNamedWithWhereItIs() {
        TrainException failed = assertThrows(
                TrainException.class,
                () -> Trainer.workers(3)
                        .resources(SMALL)
                        .timeout(Duration.ofMillis(500))
                        .fit(mobula, "late", worker -> {
                            if (worker.rank() == 1) new CountDownLatch(1).await();
                            worker.report(new Epoch(0, 0));
                            return 0;
                        }));
        assertTrue(
                failed.getMessage().contains("rank 1 (" + node() + ") did not arrive at report 1 within 0.5 s; rank 0"),
                failed.getMessage());
        assertTrue(
                failed.getMessage()
                        .contains("rank 1 (" + node() + ") is in its own code, at io.mobula.train.TrainerContract."),
                failed.getMessage());
    }

    @Test
    void aRankThatDoesNotComeToACollectiveIsNamedWithWhereItIs() {
        TrainException failed = assertThrows(
                TrainException.class,
                () -> Trainer.workers(2)
                        .resources(SMALL)
                        .timeout(Duration.ofMillis(500))
                        .fit(mobula, "stuck", worker -> {
                            worker.collective().barrier();
                            if (worker.rank() == 1) new CountDownLatch(1).await();
                            worker.collective().allReduce(new float[100], Op.SUM);
                            return 0;
                        }));
        assertTrue(
                failed.getMessage()
                        .contains(
                                "rank 1 (" + node() + ") did not arrive at all-reduce 2 (100 elements) within 500 ms"),
                failed.getMessage());
        assertTrue(failed.getMessage().contains("in its own code after barrier 1, at "), failed.getMessage());
    }

    @Test
    void loopsThatReportUnequallyOftenAreToldSo() {
        TrainException failed = assertThrows(
                TrainException.class,
                () -> Trainer.workers(2).resources(SMALL).retry(Retry.times(3)).fit(mobula, "uneven", worker -> {
                    for (int i = 0; i <= worker.rank(); i++) worker.report(new Epoch(i, 0));
                    return 0;
                }));
        assertTrue(failed.getMessage().contains("Every rank must report equally often"), failed.getMessage());
    }

    @Test
    void capturedRefsAreThereWhenTheLoopBegins() {
        ObjectRef<String> data = mobula.put("digits");
        Result<String> result = Trainer.workers(2)
                .resources(SMALL)
                .fit(mobula, "captured", worker -> data.get() + worker.rank() + worker.localRank());
        assertEquals(List.of("digits00", "digits11"), result.values());
    }

    @Test
    void aValueThatHasNoFormIsRefusedAtOnce() {
        TrainException failed = assertThrows(
                TrainException.class,
                () -> Trainer.workers(2).resources(SMALL).retry(Retry.times(3)).fit(mobula, "formless", worker -> {
                    worker.report(new Epoch(0, 0), new Object());
                    return 0;
                }));
        assertEquals(0, failed.restarts());
        assertInstanceOf(CheckpointException.class, failed.getCause());
    }
}
