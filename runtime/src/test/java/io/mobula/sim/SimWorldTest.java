package io.mobula.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real core through faults and back. */
class SimWorldTest {
    private static final int SEEDS = 20;

    /** Without these the seeds prove nothing about lost values. */
    private static final List<String> OFTEN_REACHED = List.of(
            SimProbes.PROMOTED,
            SimProbes.MADE_AGAIN,
            SimProbes.ARGUMENT_MADE_AGAIN,
            SimProbes.ABANDONED,
            SimProbes.ARGUMENT_MISSED,
            SimProbes.READ_AGAIN,
            SimProbes.PERSISTED,
            SimProbes.STALE,
            SimProbes.NOT_MADE_AGAIN);

    @Test
    void everySeedKeepsEveryInvariant() {
        int tasks = 0;
        int succeeded = 0;
        int deaths = 0;
        var probes = new TreeMap<String, Integer>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimWorld.Report report = SimWorld.run(seed);
            tasks += report.tasks();
            succeeded += report.succeeded();
            deaths += report.deaths();
            report.probes().forEach((probe, times) -> probes.merge(probe, times, Integer::sum));
        }
        assertTrue(tasks > SEEDS * 10, tasks + " tasks are no test");
        assertTrue(succeeded > tasks / 2, succeeded + " of " + tasks + " succeeded");
        assertTrue(deaths > SEEDS / 2, deaths + " deaths are no test");
        for (String probe : OFTEN_REACHED) assertTrue(probes.containsKey(probe), probe + " never happened: " + probes);
    }

    /** Seeds that once failed, kept for ever. */
    static LongStream regressions() throws IOException {
        var file = Objects.requireNonNull(SimWorldTest.class.getResourceAsStream("/sim-regressions.txt"));
        try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .map(line -> line.replaceAll("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .mapToLong(Long::parseLong)
                    .boxed()
                    .toList()
                    .stream()
                    .mapToLong(Long::longValue);
        }
    }

    @ParameterizedTest
    @MethodSource("regressions")
    void aSeedThatOnceFailedHolds(long seed) {
        assertEquals(seed, SimWorld.run(seed).seed());
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 17, 4711})
    void aRunIsAFunctionOfItsSeed(long seed) {
        SimWorld.Report first = SimWorld.run(seed);
        assertEquals(first, SimWorld.run(seed));
        assertNotEquals(first.traceHash(), SimWorld.run(seed + 1).traceHash());
    }
}
