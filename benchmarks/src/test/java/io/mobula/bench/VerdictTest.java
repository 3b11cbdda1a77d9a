package io.mobula.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.bench.Floor.Judged;
import io.mobula.bench.Floor.Relative;
import io.mobula.bench.Verdict.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Samples samples = new Samples();

    @Test
    void judgesTheMedianOfTheRatiosTrialByTrial() {
        sample(Measure.RAW_ROUND_TRIP, 1_000, 100, 400);
        sample(Measure.TASKS_SYNC, 100, 30, 80); // 0.1, 0.3, 0.2 of the limit
        assertEquals(Outcome.OK, judge(Measure.TASKS_SYNC, Measure.RAW_ROUND_TRIP, 0.2, 80));
        assertEquals(Outcome.FAILED, judge(Measure.TASKS_SYNC, Measure.RAW_ROUND_TRIP, 0.21, 80));
    }

    @Test
    void comparesTheMedianWithTheTargetAndFailsNothingByIt() {
        sample(Measure.RAW_ROUND_TRIP, 100, 100, 100);
        sample(Measure.TASKS_SYNC, 50, 40, 60);
        assertEquals(Outcome.UNDER_TARGET, judge(Measure.TASKS_SYNC, Measure.RAW_ROUND_TRIP, 0.2, 51));
    }

    @Test
    void aTimeIsToBeASmallMultipleOfItsLimit() {
        sample(Measure.COMPILER_CPU, 1, 1, 2);
        sample(Measure.START_CLUSTER_CPU, 8, 9, 18);
        assertEquals(Outcome.OK, judge(Measure.START_CLUSTER_CPU, Measure.COMPILER_CPU, 9, 9));
        assertEquals(Outcome.FAILED, judge(Measure.START_CLUSTER_CPU, Measure.COMPILER_CPU, 8.5, 9));
    }

    @Test
    void ofSizesTheSmallestIsJudged() {
        sample(Measure.IDLE_WORKER, 400, 290, 350);
        assertEquals(Outcome.UNDER_TARGET, judge(300));
        assertEquals(Outcome.FAILED, judge(280));
    }

    @Test
    void whatWasNotMeasuredHasFailed() {
        assertEquals(Outcome.FAILED, judge(300));
        sample(Measure.TASKS_SYNC, 100);
        assertEquals(Outcome.FAILED, judge(Measure.TASKS_SYNC, Measure.RAW_ROUND_TRIP, 0.1, 0));
    }

    private void sample(Measure measure, double... values) {
        for (double value : values) samples.take("sample " + measure + " " + value);
    }

    private Outcome judge(Measure rate, Measure limit, double bound, double target) {
        return Verdict.of(
                        new Floor(rate, target, List.of(new Relative(limit, bound, Judged.MEDIAN)), Optional.empty()),
                        samples)
                .outcome();
    }

    @Test
    void ofTwoModesTheBestIsJudged() {
        sample(Measure.HAND_OVER, 100, 80, 100);
        sample(Measure.EMBEDDED_SYNC, 30, 30, 50);
        var relative = new Relative(Measure.HAND_OVER, 0.5, Judged.BEST);
        var floor = new Floor(Measure.EMBEDDED_SYNC, 10, List.of(relative), Optional.empty());
        assertEquals(Outcome.OK, Verdict.of(floor, samples).outcome());
        assertEquals(0.5, Verdict.of(floor, samples).ratio().orElseThrow().median(), 1e-9);
    }

    @Test
    void byATimeItCountsHowMuchIsDoneInIt() {
        sample(Measure.RAW_BATCHES, 1_000);
        sample(Measure.TASKS_ASYNC, 90, 100, 400);
        sample(Measure.COMPILER_CPU, 2, 2, 3);
        var share = new Relative(Measure.RAW_BATCHES, 0.5, Judged.MEDIAN);
        var usual = new Relative(Measure.COMPILER_CPU, 0.5, Judged.TIME, 400); // 200 of 400
        var unusual = new Relative(Measure.COMPILER_CPU, 0.51, Judged.TIME, 400);
        assertEquals(Outcome.OK, judge(List.of(share, usual)));
        assertEquals(Outcome.FAILED, judge(List.of(share, unusual)));
    }

    private Outcome judge(List<Relative> relatives) {
        return Verdict.of(new Floor(Measure.TASKS_ASYNC, 10, relatives, Optional.empty()), samples)
                .outcome();
    }

    @Test
    void ofAShareAndAFigureOneIsEnough() {
        sample(Measure.HAND_OVER, 100);
        sample(Measure.EMBEDDED_SYNC, 30);
        assertEquals(Outcome.OK, judge(0.3, 40), "the share is reached");
        assertEquals(Outcome.OK, judge(0.4, 30), "the figure is reached");
        assertEquals(Outcome.FAILED, judge(0.4, 40), "neither is");
    }

    private Outcome judge(double share, double own) {
        var relative = new Relative(Measure.HAND_OVER, share, Judged.BEST);
        var floor = new Floor(Measure.EMBEDDED_SYNC, 10, List.of(relative), Optional.of(own));
        return Verdict.of(floor, samples).outcome();
    }

    private Outcome judge(double bound) {
        return Verdict.of(new Floor(Measure.IDLE_WORKER, 250, List.of(), Optional.of(bound)), samples)
                .outcome();
    }
}
