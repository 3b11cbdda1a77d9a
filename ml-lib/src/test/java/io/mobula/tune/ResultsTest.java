package io.mobula.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ResultsTest {
    sealed interface Shape {
        record Plain() implements Shape {}

        record Deep(int layers) implements Shape {}
    }

    record Config(double rate, Shape shape) {}

    record Epoch(double loss, String note) {}

    private static Result<Config, Epoch> result(int trial, TrialStatus status, Shape shape, double... losses) {
        List<Epoch> reports = java.util.Arrays.stream(losses)
                .mapToObj(loss -> new Epoch(loss, "so, \"so\""))
                .toList();
        return new Result<>(
                "trial-0" + trial,
                status,
                new Config(0.1 * trial, shape),
                reports,
                losses.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(losses[losses.length - 1]),
                1,
                Duration.ofMillis(1500),
                status.isFailure() ? "java.io.IOException: no" : "",
                Optional.empty());
    }

    private static Results<Config, Epoch> minimize(List<Result<Config, Epoch>> all) {
        return new Results<>("digits", Objective.Direction.MINIMIZE, all);
    }

    private final Results<Config, Epoch> results = minimize(List.of(
            result(0, TrialStatus.STOPPED, new Shape.Plain(), 3),
            result(1, TrialStatus.COMPLETED, new Shape.Deep(2), 3, 1),
            result(2, TrialStatus.COMPLETED, new Shape.Deep(3), 1),
            result(3, TrialStatus.FAILED, new Shape.Plain(), 0.1),
            result(4, TrialStatus.CANCELLED, new Shape.Plain())));

    @Test
    void theBestDoesNotComeFromAFailureAndTiesGoToTheLowerNumber() {
        assertEquals("trial-01", results.best().id());
        assertEquals(1.0, results.best().last().loss());
        assertEquals(1, results.failures().size());
        List<String> order = results.table()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, 8))
                .toList();
        assertEquals(List.of("trial-01", "trial-02", "trial-00", "trial-03", "trial-04"), order);
    }

    @Test
    void maximizeTurnsTheOrderAround() {
        Results<Config, Epoch> up = new Results<>("digits", Objective.Direction.MAXIMIZE, results.all());
        assertEquals("trial-00", up.best().id());
    }

    @Test
    void nothingIsBestWhereNothingCounts() {
        SweepException e = assertThrows(
                SweepException.class,
                () -> minimize(List.of(result(0, TrialStatus.DIVERGED, new Shape.Plain(), 1)))
                        .best());
        assertTrue(e.getMessage().startsWith("Sweep digits has no best trial: of 1 trials"), e.getMessage());
    }

    @Test
    void aSweepWhoseTrialsAllFailSaysWhatFailedHowOften() {
        List<Result<Config, Epoch>> all = List.of(
                result(0, TrialStatus.FAILED, new Shape.Plain()),
                result(1, TrialStatus.DIVERGED, new Shape.Plain()),
                result(2, TrialStatus.FAILED, new Shape.Plain()));
        IOException cause = new IOException("no");
        SweepException e = assertThrows(SweepException.class, () -> Failures.check("digits", all, Map.of(0, cause)));
        assertEquals(
                "Sweep digits has no result: all 3 trials failed: 2 failed: java.io.IOException: no; 1 diverged: java.io.IOException: no. Run the trainable alone with one configuration, or retry(…) if the cause passes [SWEEP_FAILED sweep=digits]",
                e.getMessage());
        assertEquals(cause, e.getCause());
        Failures.check("digits", results.all(), Map.of());
    }

    @Test
    void csvHasOneLinePerTrialAndAColumnForEveryVariant(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results.csv");
        results.toCsv(file);
        List<String> lines = Files.readAllLines(file);
        assertEquals(
                "trial,status,iterations,value,attempts,seconds,cause,config.rate,config.shape,config.shape.layers,metrics.loss,metrics.note",
                lines.get(0));
        assertEquals("trial-01,COMPLETED,2,1.0,1,1.5,,0.1,Deep,2,1.0,\"so, \"\"so\"\"\"", lines.get(2));
        assertEquals("trial-04,CANCELLED,0,,1,1.5,,0.4,Plain,,,", lines.get(5));
    }

    @Test
    void jsonHasEveryReport(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results.json");
        results.toJson(file);
        JsonNode tree = new ObjectMapper().readTree(Files.readString(file));
        assertEquals("trial-01", tree.get("best").asString());
        JsonNode second = tree.get("trials").get(1);
        assertEquals(2, second.get("reports").size());
        assertEquals(3.0, second.get("reports").get(0).get("loss").asDouble());
        assertEquals(2, second.get("config").get("shape.layers").asInt());
    }
}
