package io.mobula.train.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.train.core.Failure.Kind;
import io.mobula.train.core.Failure.Remedy;
import io.mobula.train.core.TrainEvent.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A cluster of random speed and luck performs what the core orders; the invariants of the package are checked at every order. */
class TrainMachinePropertyTest {
    private static final int RUNS = 3_000;
    private static final int MOST_EVENTS = 20_000;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void theInvariantsHoldInEveryRun() {
        int done = 0;
        int failed = 0;
        int restarted = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            var world = new World(seed);
            TrainState end = world.run();
            if (end instanceof TrainState.Done) done++;
            else failed++;
            if (end.history().attempt() > 1) restarted++;
        }
        assertTrue(
                done > RUNS / 10 && failed > RUNS / 10 && restarted > RUNS / 10,
                done + " done, " + failed + " failed, " + restarted + " restarted");
    }

    @Test
    void aSeedGivesTheSameRunTwice() {
        for (long seed = 0; seed < 50; seed++) {
            var one = new World(seed);
            var other = new World(seed);
            one.run();
            other.run();
            assertEquals(one.story, other.story);
        }
    }

    /** What runs. */
    private static final class World {
        private final long seed;
        private final Random random;
        private final int ranks;
        private final int restarts;
        private final int steps;
        private final TrainMachine machine;
        /** Sent, not yet delivered; of any attempt. */
        private final List<TrainEvent> onTheWay = new ArrayList<>();

        private final List<String> story = new ArrayList<>();
        private long now = SECOND;
        private long committed;

        /** The attempt that has workers; 0 for none. */
        private int live;

        private int attempts;
        private final Set<Integer> runningRanks = new TreeSet<>();
        private final Set<Integer> waitingRanks = new TreeSet<>();
        private final List<Long> stepOf = new ArrayList<>();
        private final Set<Integer> reported = new TreeSet<>();
        private long due;
        private boolean over;
        private boolean aborting;

        World(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.ranks = 1 + random.nextInt(4);
            this.restarts = random.nextInt(4);
            this.steps = random.nextInt(6);
            this.machine = new TrainMachine(new Plan(
                    ranks,
                    Plan.Offers.RANK_0,
                    new Plan.Restarts(restarts, SECOND, 2, Plan.Restarts.ANY_TIME),
                    new Plan.Limits(30 * SECOND, 60 * SECOND, 10 * SECOND)));
        }

        TrainState run() {
            Step<TrainState, TrainEffect> step = machine.begin(0, now);
            step.effects().forEach(this::perform);
            TrainState state = step.state();
            for (int i = 0; !over && i < MOST_EVENTS; i++) {
                TrainEvent event = next();
                step = machine.next(state, event, now);
                story.add(event + " → " + step);
                state = step.state();
                step.effects().forEach(this::perform);
            }
            check(over, "the run does not end");
            return state;
        }

        private void check(boolean holds, String invariant) {
            assertTrue(holds, () -> "seed " + seed + ": " + invariant + "\n" + String.join("\n", story));
        }

        private TrainEvent next() {
            now += random.nextInt(3) * SECOND / 2;
            act();
            if (onTheWay.isEmpty() || random.nextInt(10) == 0) return new TrainEvent.Tick();
            TrainEvent event = onTheWay.get(random.nextInt(onTheWay.size()));
            // Some are delivered twice, and late ones after their attempt.
            if (random.nextInt(20) != 0) onTheWay.remove(event);
            // A commit is true when it is told of, unless another attempt has begun from before it.
            if (event instanceof TrainEvent.Committed(int attempt, long step) && attempt == attempts)
                committed = Math.max(committed, step);
            return event;
        }

        /** Ranks that run come to their next report, end, or die. */
        private void act() {
            for (int rank : new ArrayList<>(runningRanks)) {
                if (random.nextInt(60) == 0) {
                    leave(rank, new TrainEvent.WorkerFailed(live, rank, failure(rank, Kind.PRIMARY)));
                } else if (aborting && random.nextInt(3) == 0) {
                    leave(rank, new TrainEvent.WorkerFailed(live, rank, failure(rank, Kind.COLLATERAL)));
                } else if (!waitingRanks.contains(rank) && random.nextInt(3) == 0) {
                    advance(rank);
                }
            }
        }

        private void advance(int rank) {
            long next = stepOf.get(rank) + 1;
            if (next > steps) {
                leave(rank, new TrainEvent.WorkerEnded(live, rank));
                return;
            }
            waitingRanks.add(rank);
            reported.add(rank);
            boolean offers = rank == 0 && next % 2 == 0;
            onTheWay.add(new TrainEvent.Reported(live, rank, next, offers ? Offer.CHECKPOINT : Offer.METRICS));
        }

        private void leave(int rank, TrainEvent event) {
            runningRanks.remove(rank);
            onTheWay.add(event);
        }

        private Failure failure(int rank, Kind kind) {
            Remedy remedy = random.nextInt(10) == 0 ? Remedy.NONE : Remedy.RESTART;
            return new Failure(kind, OptionalInt.of(rank), "rank " + rank, remedy);
        }

        private void perform(TrainEffect effect) {
            check(!over || effect instanceof TrainEffect.Dispose, "an order after the end: " + effect);
            switch (effect) {
                case TrainEffect.ReserveGroup(int attempt) -> {
                    check(live == 0, "two attempts at once");
                    check(attempt == ++attempts && attempt <= restarts + 1, "more attempts than allowed");
                    live = attempt;
                    aborting = false;
                    onTheWay.add(
                            random.nextInt(20) == 0
                                    ? new TrainEvent.GroupRefused(attempt, failure(0, Kind.PRIMARY))
                                    : new TrainEvent.GroupReserved(attempt));
                }
                case TrainEffect.StartWorkers(int attempt) -> {
                    check(attempt == live, "workers of another attempt");
                    for (int rank = 0; rank < ranks; rank++) {
                        boolean starts = random.nextInt(30) != 0;
                        if (starts) onTheWay.add(new TrainEvent.WorkerReady(attempt, rank, "node"));
                        else if (random.nextBoolean())
                            onTheWay.add(new TrainEvent.WorkerFailed(attempt, rank, failure(rank, Kind.PRIMARY)));
                    }
                }
                case TrainEffect.RunLoops(int attempt, long from) -> {
                    check(attempt == live, "loops of another attempt");
                    check(from == committed, "a start from step " + from + ", committed is " + committed);
                    runningRanks.clear();
                    waitingRanks.clear();
                    reported.clear();
                    stepOf.clear();
                    for (int rank = 0; rank < ranks; rank++) {
                        runningRanks.add(rank);
                        stepOf.add(from);
                    }
                    due = from + 1;
                }
                case TrainEffect.CommitCheckpoint(int attempt, long step) -> {
                    check(attempt == live && step == due, "a commit of step " + step);
                    check(reported.size() == ranks, "a commit before all reported");
                    if (random.nextInt(30) == 0) {
                        onTheWay.add(new TrainEvent.CommitFailed(attempt, step, failure(0, Kind.COLLATERAL)));
                    } else {
                        onTheWay.add(new TrainEvent.Committed(attempt, step));
                    }
                }
                case TrainEffect.ReleaseRanks(int attempt, long step) -> {
                    check(attempt == live && step == due, "a release from step " + step);
                    check(reported.size() == ranks, "a release before all reported");
                    check(step % 2 == 1 || committed == step, "a release before the commit");
                    waitingRanks.clear();
                    reported.clear();
                    for (int rank = 0; rank < ranks; rank++) stepOf.set(rank, step);
                    due = step + 1;
                }
                case TrainEffect.Abort(int attempt, Failure _) -> {
                    check(attempt == live, "an abort of another attempt");
                    aborting = true;
                }
                case TrainEffect.Dispose(int attempt) -> {
                    check(attempt == live, "another attempt disposed of");
                    live = 0;
                    runningRanks.clear();
                }
                case TrainEffect.Finish() -> {
                    check(due > steps && runningRanks.isEmpty(), "finished while ranks run");
                    over = true;
                }
                case TrainEffect.GiveUp(Failure cause) -> {
                    check(live == 0, "given up with workers alive");
                    check(cause.remedy() == Remedy.NONE || attempts == restarts + 1, "given up with restarts left");
                    over = true;
                }
            }
        }
    }
}
