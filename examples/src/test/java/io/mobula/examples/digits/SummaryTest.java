package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.examples.digits.Row.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Summary.Run RUN = new Summary.Run(
            new Options(ConnectOptions.defaults(), 7, 3, Optional.empty(), Optional.empty()),
            Optional.of(new Kill(4711, 1)),
            1_000,
            2_000,
            2.5,
            4.25);

    @Test
    void countsNodesRetriesAndBytes() {
        Summary summary = Summary.of(
                RUN, List.of(done(0, 0.9, 0.3, "b", 1), done(1, 0.95, 0.2, "a", 2), done(2, 0.8, 0.1, "b", 1)));
        assertEquals(Map.of("a", 1, "b", 2), summary.tasksPerNode());
        assertEquals(List.of(1), summary.retriedTrials());
        assertEquals(2_000, summary.bytesSent());
        assertEquals(1, summary.best().orElseThrow().config().trial());
        assertTrue(summary.allDone());
        assertTrue(
                summary.lines().contains("retried         trial 1 (attempt 2)"),
                () -> String.join("\n", summary.lines()));
        assertTrue(summary.lines().contains("killed          process 4711 after 1 trials"));
        assertTrue(summary.lines().contains("tasks per node  a: 1, b: 2"));
    }

    @Test
    void decidesBetweenEqualSharesByLossThenByNumber() {
        Row diverged = done(0, 0.9, Double.NaN, "a", 1);
        Row later = done(2, 0.9, 0.2, "a", 1);
        assertEquals(
                1,
                Summary.of(RUN, List.of(diverged, done(1, 0.9, 0.2, "a", 1), later))
                        .best()
                        .orElseThrow()
                        .config()
                        .trial());
    }

    @Test
    void accountsForFailedTrials() {
        Summary summary = Summary.of(RUN, List.of(new Row(config(0), new State.Failed("gone"))));
        assertFalse(summary.allDone());
        assertEquals(List.of(new Summary.Failed(0, "gone")), summary.failedTrials());
        assertEquals(Optional.empty(), summary.best());
        assertTrue(summary.lines().contains("trials          0 done, 1 failed"));
    }

    @Test
    void refusesATrialThatHasNotEnded() {
        List<Row> rows = List.of(new Row(config(0), new State.Submitted()));
        assertThrows(IllegalArgumentException.class, () -> Summary.of(RUN, rows));
    }

    private static Row done(int trial, double validation, double loss, String node, int attempt) {
        return new Row(
                config(trial),
                new State.Done(new TrialResult(config(trial), new Score(validation, loss, 0.9), 1.0, node, attempt)));
    }

    private static Config config(int trial) {
        return new Config(7, trial, 0.1, 16, 32, 0.5);
    }
}
