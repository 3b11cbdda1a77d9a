package io.mobula.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole core under faults. A seed that ever failed joins {@link #REGRESSIONS}; `./mobula sim` runs as many more as one likes. */
class SimWorldSimTest {
    private static final int SEEDS = 20;

    /** 3: lanes that reorder; 9: a seal after the last hold; 22: an answer that outlived its refs; 271: a push whose owner died before its body began. */
    private static final long[] REGRESSIONS = {3, 9, 22, 271};

    static LongStream seeds() {
        return LongStream.concat(LongStream.range(1_000, 1_000 + SEEDS), LongStream.of(REGRESSIONS));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyInvariantHoldsUnderFaultsAndAllComesToRestAfterThem(long seed) {
        assertTrue(SimWorld.run(seed).tasks() > 0);
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (long seed = 1; seed <= 3; seed++) assertEquals(SimWorld.run(seed), SimWorld.run(seed));
        assertNotEquals(SimWorld.run(1).traceHash(), SimWorld.run(2).traceHash());
    }

    /** A simulator in which nothing goes wrong proves nothing. */
    @Test
    void theSeedsBringDeathsFailuresAndSuccesses() {
        List<SimWorld.Report> reports = new ArrayList<>();
        for (long seed = 1_000; seed < 1_000 + SEEDS; seed++) reports.add(SimWorld.run(seed));
        assertTrue(reports.stream().mapToInt(SimWorld.Report::deaths).sum() > SEEDS / 2);
        assertTrue(reports.stream().mapToInt(SimWorld.Report::failed).sum() > SEEDS);
        assertTrue(reports.stream().mapToInt(SimWorld.Report::succeeded).sum() > 10 * SEEDS);
    }
}
