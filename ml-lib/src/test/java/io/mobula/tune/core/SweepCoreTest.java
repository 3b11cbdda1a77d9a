package io.mobula.tune.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.tune.core.Pruning.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Single decisions. */
class SweepCoreTest {
    private static final long SECOND = 1_000_000_000L;

    private SweepState state = SweepState.initial(rules(2, 1, new Pruning.None(), RetryRules.NONE));
    private final List<String> effects = new ArrayList<>();

    private static SweepRules rules(int trials, int concurrency, Pruning pruning, RetryRules retry) {
        return new SweepRules(trials, concurrency, pruning, retry, limits(OptionalLong.empty(), 64));
    }

    private static Limits limits(OptionalLong trialNanos, int maxHeld) {
        return new Limits(OptionalLong.empty(), OptionalLong.empty(), trialNanos, 1, maxHeld);
    }

    private void start(SweepRules rules) {
        state = SweepState.initial(rules);
        happens(new Event.Opened(0));
    }

    /** What it leads to, in short words. */
    private List<String> happens(Event event) {
        Step<SweepState, Effect> step = SweepCore.next(state, event);
        state = step.state();
        state.validate();
        effects.clear();
        for (Effect effect : step.effects()) {
            effects.add(
                    switch (effect) {
                        case Effect.StartTrial(int t, int run, int attempt, int from) ->
                            "start %d run %d attempt %d from %d".formatted(t, run, attempt, from);
                        case Effect.ContinueTrial(int t, var _) -> "continue " + t;
                        case Effect.PauseTrial(int t, var _) -> "pause " + t;
                        case Effect.StopTrial(int t, var _, var _) -> "stop " + t;
                        case Effect.Conclude(int t, Ending ending, var _) -> t + " " + ending;
                        case Effect.Finish(Effect.Reason reason) -> "finish " + reason;
                    });
        }
        return effects;
    }

    private static Event report(int trial, int iteration, double score, boolean checkpoint) {
        return new Event.TrialReported(trial, 1, iteration, score, checkpoint, 0);
    }

    @Test
    void startsTrialsInTheirOrderAsPlacesBecomeFree() {
        start(rules(2, 1, new Pruning.None(), RetryRules.NONE));
        assertEquals(List.of("start 0 run 1 attempt 1 from 0"), effects);
        assertEquals(List.of("continue 0"), happens(report(0, 1, 1, false)));
        assertEquals(List.of("0 COMPLETED", "start 1 run 1 attempt 1 from 0"), happens(new Event.TrialEnded(0, 1, 0)));
        assertEquals(List.of("1 SILENT", "finish ALL_ENDED"), happens(new Event.TrialEnded(1, 1, 0)));
    }

    @Test
    void aScoreThatIsNoNumberEndsTheTrial() {
        start(rules(2, 2, new Pruning.None(), RetryRules.NONE));
        assertEquals(List.of("stop 0", "0 DIVERGED"), happens(report(0, 1, Double.NaN, true)));
        assertEquals(List.of("stop 0"), happens(report(0, 2, 1, true)), "a report after the end is answered");
        assertEquals(
                List.of("stop 1", "1 DIVERGED", "finish ALL_ENDED"),
                happens(report(1, 1, Double.POSITIVE_INFINITY, true)));
    }

    @Test
    void aRungPausesWhoGaveACheckpointAndHoldsWhoDidNot() {
        start(rules(4, 2, new Pruning.Halving(4, 1, 2, Pace.LOCKSTEP), RetryRules.NONE));
        assertEquals(List.of("start 2 run 1 attempt 1 from 0", "pause 0"), happens(report(0, 1, 1, true)));
        assertEquals(List.of("start 3 run 1 attempt 1 from 0"), happens(report(1, 1, 4, false)));
        assertEquals(List.of(), happens(report(2, 1, 3, false)));
        // The last one decides: 1 and 2 go on, 0 and 3 are stopped; 0 has no task to stop.
        assertEquals(
                List.of("stop 3", "3 PRUNED", "0 PRUNED", "continue 1", "continue 2"), happens(report(3, 1, 2, false)));
    }

    @Test
    void equalsGoOnByTheirNumbers() {
        start(rules(2, 2, new Pruning.Halving(4, 1, 2, Pace.LOCKSTEP), RetryRules.NONE));
        happens(report(1, 1, 1, false));
        assertEquals(List.of("stop 1", "1 PRUNED", "continue 0"), happens(report(0, 1, 1, false)));
    }

    @Test
    void aTrialWhoseTaskWasLostAtItsRungStartsAgainOnlyWhenItIsPromoted() {
        start(rules(2, 2, new Pruning.Halving(4, 1, 2, Pace.LOCKSTEP), RetryRules.NONE));
        happens(report(0, 1, 9, false));
        assertEquals(List.of(), happens(new Event.TrialFailed(0, 1, Event.Failure.LOST, "node died", 0)));
        assertEquals(List.of("stop 1", "1 PRUNED", "start 0 run 2 attempt 2 from 0"), happens(report(1, 1, 1, false)));
        assertEquals(
                List.of("continue 0"),
                happens(new Event.TrialReported(0, 2, 1, 9, false, 0)),
                "the repeated iteration changes nothing");
    }

    @Test
    void retriesFromTheCheckpointAfterThePause() {
        RetryRules retry = new RetryRules(1, SECOND, 2, 0, OptionalLong.empty(), 0);
        start(rules(1, 1, new Pruning.None(), retry));
        happens(report(0, 1, 1, true));
        happens(report(0, 2, 1, false));
        assertEquals(List.of(), happens(new Event.TrialFailed(0, 1, Event.Failure.THREW, "boom", SECOND)));
        assertEquals(OptionalLong.of(2 * SECOND), state.nextWakeNanos());
        assertEquals(List.of(), happens(new Event.Ticked(2 * SECOND - 1)));
        assertEquals(List.of("start 0 run 2 attempt 2 from 1"), happens(new Event.Ticked(2 * SECOND)));
        assertEquals(
                List.of("0 FAILED", "finish ALL_ENDED"),
                happens(new Event.TrialFailed(0, 2, Event.Failure.THREW, "boom", 3 * SECOND)));
    }

    @Test
    void aTrialThatComputesTooLongIsStoppedAndWaitsDoNotCount() {
        start(new SweepRules(
                2,
                2,
                new Pruning.Halving(4, 1, 2, Pace.LOCKSTEP),
                RetryRules.NONE,
                limits(OptionalLong.of(SECOND), 64)));
        happens(new Event.TrialBegan(0, 1, 0));
        happens(report(0, 1, 1, false));
        assertEquals(List.of(), happens(new Event.Ticked(100 * SECOND)), "it waits, and the other has not begun");
        happens(new Event.TrialBegan(1, 1, 100 * SECOND));
        assertEquals(List.of("stop 1", "1 TIMED_OUT", "continue 0"), happens(new Event.Ticked(101 * SECOND)));
    }

    @Test
    void stoppingCancelsWhatHasNotEnded() {
        start(rules(2, 1, new Pruning.None(), RetryRules.NONE));
        assertEquals(
                List.of("stop 0", "0 CANCELLED", "1 CANCELLED", "finish STOP_REQUESTED"),
                happens(new Event.StopRequested(0)));
        assertEquals(List.of(), happens(new Event.StopRequested(0)));
    }

    @Test
    void asynchronousHalvingPromotesFromTheHighestRungFirst() {
        start(rules(4, 1, new Pruning.Halving(4, 1, 2, Pace.ASYNCHRONOUS), RetryRules.NONE));
        assertEquals(List.of("start 1 run 1 attempt 1 from 0", "pause 0"), happens(report(0, 1, 5, true)));
        assertEquals(List.of("start 0 run 2 attempt 1 from 1", "pause 1"), happens(report(1, 1, 1, true)));
    }

    @Test
    void moreConcurrencyStartsMoreAtOnce() {
        start(rules(3, 1, new Pruning.None(), RetryRules.NONE));
        assertEquals(
                List.of("start 1 run 1 attempt 1 from 0", "start 2 run 1 attempt 1 from 0"),
                happens(new Event.Resized(3, 0)));
    }

    @Test
    void medianStopsWhoIsStrictlyWorseThanHalfOfTheCompleted() {
        start(rules(3, 3, new Pruning.Median(2, 2), RetryRules.NONE));
        for (int trial = 0; trial < 2; trial++) {
            happens(report(trial, 1, trial, false));
            happens(report(trial, 2, trial, false));
            happens(new Event.TrialEnded(trial, 1, 0));
        }
        assertEquals(List.of("continue 2"), happens(report(2, 1, 0.4, false)), "within the grace");
        assertEquals(
                List.of("stop 2", "2 PRUNED", "finish ALL_ENDED"),
                happens(report(2, 2, 0.4, false)),
                "0.5 is the median");
    }

    @Test
    void rungsStandBelowTheLastIteration() {
        assertEquals(List.of(1, 4, 16), new Pruning.Halving(20, 1, 4, Pace.LOCKSTEP).rungs());
        assertEquals(List.of(2, 6), new Pruning.Halving(18, 2, 3, Pace.LOCKSTEP).rungs());
        assertThrows(IllegalArgumentException.class, () -> new Pruning.Halving(1, 2, 3, Pace.LOCKSTEP));
    }
}
