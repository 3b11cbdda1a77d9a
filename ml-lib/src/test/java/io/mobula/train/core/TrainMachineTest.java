package io.mobula.train.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.train.core.Failure.Kind;
import io.mobula.train.core.Failure.Remedy;
import io.mobula.train.core.TrainEvent.Offer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TrainMachineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Plan.Limits LIMITS = new Plan.Limits(30 * SECOND, 60 * SECOND, 10 * SECOND);

    private final TrainMachine machine = machine(3, 2, Plan.Offers.RANK_0);
    private long now = 5 * SECOND;
    private TrainState state = machine.begin(0, now).state();
    private List<TrainEffect> effects = List.of();

    private static TrainMachine machine(int ranks, int restarts, Plan.Offers offers) {
        return new TrainMachine(
                new Plan(ranks, offers, new Plan.Restarts(restarts, SECOND, 2, Plan.Restarts.ANY_TIME), LIMITS));
    }

    private void on(TrainMachine rules, TrainEvent... events) {
        for (TrainEvent event : events) {
            Step<TrainState, TrainEffect> step = rules.next(state, event, now);
            state = step.state();
            effects = step.effects();
        }
    }

    private void on(TrainEvent... events) {
        on(machine, events);
    }

    private void running(int attempt) {
        on(new TrainEvent.GroupReserved(attempt));
        for (int rank = 0; rank < 3; rank++) on(new TrainEvent.WorkerReady(attempt, rank, "node-" + (rank + 1)));
    }

    private static Failure primary(int rank, String text) {
        return new Failure(Kind.PRIMARY, OptionalInt.of(rank), text, Remedy.RESTART);
    }

    private static Failure collateral(int rank) {
        return new Failure(Kind.COLLATERAL, OptionalInt.of(rank), "rank " + rank + " suffered", Remedy.RESTART);
    }

    private Failure aborted() {
        return effects.stream()
                .filter(TrainEffect.Abort.class::isInstance)
                .map(TrainEffect.Abort.class::cast)
                .findFirst()
                .orElseThrow()
                .failure();
    }

    @Test
    void theLoopsBeginWhenEveryWorkerIsReady() {
        on(new TrainEvent.GroupReserved(1));
        assertEquals(List.of(new TrainEffect.StartWorkers(1)), effects);
        on(
                new TrainEvent.WorkerReady(1, 2, "node-3"),
                new TrainEvent.WorkerReady(1, 0, "node-1"),
                new TrainEvent.WorkerReady(1, 0, "node-1"));
        assertEquals(List.of(), effects);
        on(new TrainEvent.WorkerReady(1, 1, "node-2"));
        assertEquals(List.of(new TrainEffect.RunLoops(1, 0)), effects);
    }

    @Test
    void aCheckpointIsCommittedWhenAllHaveReportedAndTheRanksGoOnWhenItIs() {
        running(1);
        on(new TrainEvent.Reported(1, 0, 1, Offer.CHECKPOINT), new TrainEvent.Reported(1, 2, 1, Offer.METRICS));
        assertEquals(List.of(), effects);
        on(new TrainEvent.Reported(1, 1, 1, Offer.METRICS));
        assertEquals(List.of(new TrainEffect.CommitCheckpoint(1, 1)), effects);
        on(new TrainEvent.Committed(1, 1));
        assertEquals(List.of(new TrainEffect.ReleaseRanks(1, 1)), effects);
        assertEquals(1, state.history().committed());
    }

    @Test
    void aRankThatDoesNotComeToAReportIsNamed() {
        running(1);
        on(new TrainEvent.Reported(1, 0, 1, Offer.METRICS));
        now += 50 * SECOND;
        on(new TrainEvent.Reported(1, 2, 1, Offer.METRICS), new TrainEvent.Tick());
        assertEquals(List.of(), effects);
        now += 10 * SECOND;
        on(new TrainEvent.Tick());
        assertEquals(
                "rank 1 (node-2) did not arrive at report 1 within 60 s; rank 0 (node-1), rank 2 (node-3) did",
                aborted().text());
    }

    @Test
    void theNextAttemptGoesOnFromTheLastCommittedStepAfterThePause() {
        running(1);
        for (int rank = 0; rank < 3; rank++) on(new TrainEvent.Reported(1, rank, 1, Offer.CHECKPOINT));
        on(
                new TrainEvent.Committed(1, 1),
                new TrainEvent.WorkerFailed(1, 0, collateral(0)),
                new TrainEvent.WorkerFailed(1, 2, collateral(2)));
        assertInstanceOf(TrainState.Stopping.class, state);
        on(new TrainEvent.WorkerFailed(1, 1, primary(1, "rank 1 (node-2) failed: boom")));
        assertEquals(List.of(new TrainEffect.Dispose(1)), effects);
        on(new TrainEvent.Tick());
        assertEquals(List.of(), effects);
        now += SECOND;
        on(new TrainEvent.Tick());
        assertEquals(List.of(new TrainEffect.ReserveGroup(2)), effects);
        running(2);
        assertEquals(List.of(new TrainEffect.RunLoops(2, 1)), effects);
    }

    @Test
    void theFirstOfTheMostTellingFailuresIsTheCause() {
        TrainMachine strict = machine(3, 0, Plan.Offers.RANK_0);
        running(1);
        on(
                strict,
                new TrainEvent.WorkerFailed(1, 0, collateral(0)),
                new TrainEvent.WorkerFailed(1, 1, primary(1, "boom")),
                new TrainEvent.WorkerFailed(1, 2, primary(2, "bang")));
        assertEquals(List.of(new TrainEffect.Dispose(1), new TrainEffect.GiveUp(primary(1, "boom"))), effects);
    }

    @Test
    void ranksThatDoNotStopHaveTheirTime() {
        running(1);
        on(new TrainEvent.WorkerFailed(1, 0, primary(0, "boom")));
        now += 10 * SECOND - 1;
        on(new TrainEvent.Tick());
        assertEquals(List.of(), effects);
        now += 1;
        on(new TrainEvent.Tick());
        assertEquals(List.of(new TrainEffect.Dispose(1)), effects);
    }

    @Test
    void ranksThatReportUnequallyOftenAreNotTriedAgain() {
        running(1);
        on(new TrainEvent.WorkerEnded(1, 0), new TrainEvent.Reported(1, 1, 1, Offer.METRICS));
        assertTrue(
                aborted()
                        .text()
                        .startsWith("rank 0 (node-1) ended after report 0, but rank 1 (node-2) came to report 1"),
                aborted().text());
        assertEquals(Remedy.NONE, aborted().remedy());
    }

    @Test
    void whereEachRanksValueIsKeptAMissingOneIsAFailure() {
        TrainMachine each = machine(3, 2, Plan.Offers.EVERY_RANK);
        running(1);
        on(
                each,
                new TrainEvent.Reported(1, 0, 1, Offer.CHECKPOINT),
                new TrainEvent.Reported(1, 1, 1, Offer.METRICS),
                new TrainEvent.Reported(1, 2, 1, Offer.CHECKPOINT));
        assertTrue(
                aborted().text().contains("none of rank 1 (node-2)"), aborted().text());
    }

    @Test
    void workersThatDoNotStartAreNamed() {
        on(new TrainEvent.GroupReserved(1), new TrainEvent.WorkerReady(1, 1, "node-2"));
        now += 30 * SECOND;
        on(new TrainEvent.Tick());
        assertEquals("ranks 0, 2 did not start within 30 s", aborted().text());
    }

    @Test
    void noRestartBeginsAfterItsTime() {
        var hurried =
                new TrainMachine(new Plan(3, Plan.Offers.RANK_0, new Plan.Restarts(9, SECOND, 1, 20 * SECOND), LIMITS));
        running(1);
        now += 20 * SECOND;
        for (int rank = 0; rank < 3; rank++) on(hurried, new TrainEvent.WorkerFailed(1, rank, primary(rank, "boom")));
        assertInstanceOf(TrainState.Failed.class, state);
    }

    @Test
    void theRunIsDoneWhenEveryLoopHasReturned() {
        running(1);
        on(new TrainEvent.WorkerEnded(1, 2), new TrainEvent.WorkerEnded(1, 0), new TrainEvent.WorkerEnded(1, 1));
        assertEquals(List.of(new TrainEffect.Finish(), new TrainEffect.Dispose(1)), effects);
    }
}
