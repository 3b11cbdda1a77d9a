package io.mobula.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.bench.Floor.Relative;
import io.mobula.bench.Floor.Rule;
import io.mobula.bench.Verdict.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Samples samples = new Samples();

    @Test
    void judgesTheBestTrialAndComparesTheMedianWithTheTarget() {
        sample(Measure.EMBEDDED_SYNC, 10, 20, 110);
        assertEquals(Outcome.UNDER_TARGET, judge(Measure.EMBEDDED_SYNC, 100, 200));
        assertEquals(Outcome.OK, judge(Measure.EMBEDDED_SYNC, 100, 20));
        assertEquals(Outcome.FAILED, judge(Measure.EMBEDDED_SYNC, 111, 20));
    }

    @Test
    void ofTimesAndSizesTheSmallestIsTheBest() {
        sample(Measure.IDLE_WORKER, 400, 290, 350);
        assertEquals(Outcome.UNDER_TARGET, judge(Measure.IDLE_WORKER, 300, 250));
        assertEquals(Outcome.FAILED, judge(Measure.IDLE_WORKER, 280, 250));
    }

    @Test
    void aRateThatWasNotMeasuredHasFailed() {
        assertEquals(Outcome.FAILED, judge(Measure.TASKS_SYNC, 0, 0));
    }

    @Test
    void bothBoundsMustHoldWhereTheRuleSaysSo() {
        sample(Measure.RAW_ROUND_TRIP, 1_000, 500);
        sample(Measure.TASKS_SYNC, 90, 60);
        assertEquals(Outcome.OK, judge(Measure.TASKS_SYNC, 80, relative(Measure.RAW_ROUND_TRIP, 0.1, Rule.BOTH)));
        assertEquals(Outcome.FAILED, judge(Measure.TASKS_SYNC, 80, relative(Measure.RAW_ROUND_TRIP, 0.2, Rule.BOTH)));
        assertEquals(Outcome.FAILED, judge(Measure.TASKS_SYNC, 100, relative(Measure.RAW_ROUND_TRIP, 0.1, Rule.BOTH)));
    }

    @Test
    void oneBoundIsEnoughWhereAMachineUnderLoadMissesTheOther() {
        sample(Measure.BARE_JVM, 0.5);
        sample(Measure.START_EMBEDDED, 4);
        assertEquals(
                Outcome.UNDER_TARGET, judge(Measure.START_EMBEDDED, 1, relative(Measure.BARE_JVM, 8, Rule.EITHER)));
        assertEquals(Outcome.FAILED, judge(Measure.START_EMBEDDED, 1, relative(Measure.BARE_JVM, 7, Rule.EITHER)));
    }

    private void sample(Measure measure, double... values) {
        for (double value : values) samples.take("sample " + measure + " " + value);
    }

    private static Relative relative(Measure limit, double bound, Rule rule) {
        return new Relative(limit, bound, rule);
    }

    private Outcome judge(Measure rate, double bound, double target) {
        return Verdict.of(new Floor(rate, bound, target, Optional.empty()), samples)
                .outcome();
    }

    private Outcome judge(Measure rate, double bound, Relative relative) {
        double target = rate == Measure.TASKS_SYNC ? 0 : 1;
        return Verdict.of(new Floor(rate, bound, target, Optional.of(relative)), samples)
                .outcome();
    }
}
