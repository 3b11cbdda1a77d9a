package io.mobula.tune.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.tune.core.Pruning.Pace;
import io.mobula.tune.core.SweepGame.World;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of orders of events; {@link SweepGame} checks the invariants after each event. */
class SweepCorePropertyTest {
    private static final int GAMES = 500;
    private static final RetryRules RETRY = new RetryRules(3, 50_000, 2, 0.5, OptionalLong.empty(), 1);
    private static final World ROUGH = new World(Integer.MAX_VALUE, 0.5, 0.05, 0.05, 0.2);

    private static Limits limits(int maxHeld) {
        return new Limits(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), 3, maxHeld);
    }

    private static SweepRules rules(int trials, int concurrency, Pruning pruning, int maxHeld) {
        return new SweepRules(trials, concurrency, pruning, RETRY, limits(maxHeld));
    }

    @Test
    void lockstepHalvingEndsTheSameWhateverTheOrderTheFailuresAndTheConcurrency() {
        Pruning halving = new Pruning.Halving(20, 1, 4, Pace.LOCKSTEP);
        Map<Integer, String> expected = new SweepGame(rules(24, 6, halving, 64), World.KIND, 0).play();
        assertEquals(
                1,
                expected.values().stream()
                        .filter(end -> end.startsWith("COMPLETED"))
                        .count());
        Random draws = new Random(7);
        for (int game = 1; game <= GAMES; game++) {
            SweepRules rules = rules(24, 1 + draws.nextInt(24), halving, draws.nextInt(4) * 8);
            World world = game % 2 == 0 ? ROUGH : new World(Integer.MAX_VALUE, draws.nextDouble(), 0, 0, 0.1);
            assertEquals(expected, new SweepGame(rules, world, game).play(), "game " + game);
        }
    }

    @Test
    void trialsWithoutAnEarlyEndComeToTheSameWhateverTheOrder() {
        World world = new World(7, 0.5, 0.05, 0.05, 0);
        Map<Integer, String> expected =
                new SweepGame(rules(10, 3, new Pruning.None(), 0), new World(7, 1, 0, 0, 0), 0).play();
        for (int game = 1; game <= GAMES; game++) {
            assertEquals(expected, new SweepGame(rules(10, 3, new Pruning.None(), 0), world, game).play());
        }
    }

    @Test
    void asynchronousHalvingAlwaysEndsAndDependsOnTheOrder() {
        Pruning halving = new Pruning.Halving(27, 1, 3, Pace.ASYNCHRONOUS);
        Set<Map<Integer, String>> outcomes = new HashSet<>();
        for (int game = 0; game < GAMES; game++) {
            outcomes.add(new SweepGame(rules(30, 4, halving, game % 3), ROUGH, game).play());
        }
        assertEquals(true, outcomes.size() > 1);
    }

    @Test
    void medianStoppingAlwaysEnds() {
        World world = new World(12, 0.3, 0.02, 0.02, 0.1);
        for (int game = 0; game < GAMES; game++) {
            Map<Integer, String> outcome = new SweepGame(rules(20, 5, new Pruning.Median(3, 2), 0), world, game).play();
            assertEquals(true, outcome.values().stream().anyMatch(end -> end.startsWith("COMPLETED")));
        }
    }

    @Test
    void aBudgetOfReportsIsKeptToTheReport() {
        Limits limits = new Limits(OptionalLong.empty(), OptionalLong.of(40), OptionalLong.empty(), 3, 8);
        for (Pruning pruning : List.of(new Pruning.None(), new Pruning.Halving(20, 1, 4, Pace.LOCKSTEP))) {
            for (int game = 0; game < GAMES; game++) {
                SweepGame play = new SweepGame(new SweepRules(24, 6, pruning, RETRY, limits), ROUGH, game);
                play.play();
                int reports = 0;
                for (int trial = 0; trial < 24; trial++) {
                    reports += play.state.trials().get(trial).scores().size();
                }
                boolean spent = play.state.finished().orElseThrow() == Effect.Reason.REPORTS_SPENT;
                assertEquals(spent, reports == 40, play.state.finished() + " after " + reports);
            }
        }
    }

    @Test
    void aBudgetOfTimeEndsTheSweepAtTheNextTick() {
        Limits limits = new Limits(OptionalLong.of(300_000), OptionalLong.empty(), OptionalLong.empty(), 3, 8);
        for (int game = 0; game < GAMES; game++) {
            SweepGame play = new SweepGame(new SweepRules(24, 6, new Pruning.None(), RETRY, limits), ROUGH, game);
            play.play();
            assertEquals(Effect.Reason.TIME_SPENT, play.state.finished().orElseThrow());
        }
    }
}
