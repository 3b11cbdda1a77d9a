package io.mobula.train.core;

import io.mobula.train.core.TrainEvent.Offer;
import io.mobula.train.core.TrainState.Gathering;
import io.mobula.train.core.TrainState.Phase;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;

/** While the loops of an attempt run: each report is a barrier. */
record RunningRules(Plan plan) {
    static final Gathering NOBODY =
            new Gathering(Collections.emptySortedSet(), Collections.emptySortedSet(), 0, Phase.RANKS);

    Step<TrainState, TrainEffect> next(TrainState.Running state, TrainEvent event, long nowNanos) {
        return switch (event) {
            case TrainEvent.Reported reported -> reported(state, reported, nowNanos);
            case TrainEvent.Committed(int _, long step) -> committed(state, step);
            case TrainEvent.CommitFailed(int _, long step, Failure failure) ->
                isCommitting(state, step) ? fail(state, failure, nowNanos) : Step.of(state);
            case TrainEvent.WorkerEnded(int _, int rank) -> ended(state, rank, nowNanos);
            case TrainEvent.WorkerFailed(int _, int rank, Failure failure) -> {
                SortedSet<Integer> live = Ranks.without(live(state), Set.of(rank));
                yield new StoppingRules(plan).stop(state.history(), failure, live, nowNanos);
            }
            case TrainEvent.Tick _ -> isLate(state, nowNanos) ? fail(state, late(state), nowNanos) : Step.of(state);
            case TrainEvent.GroupReserved _, TrainEvent.GroupRefused _, TrainEvent.WorkerReady _ -> Step.of(state);
        };
    }

    private Step<TrainState, TrainEffect> reported(
            TrainState.Running state, TrainEvent.Reported report, long nowNanos) {
        long due = state.released() + 1;
        if (report.step() != due) {
            return fail(
                    state,
                    Failure.unfit(state.names().get(report.rank()) + " came to report " + report.step()
                            + " when report " + due + " was due"),
                    nowNanos);
        }
        if (!state.ended().isEmpty()) return fail(state, uneven(state, report.rank()), nowNanos);
        Gathering before = state.gathering();
        if (before.arrived().contains(report.rank())) return Step.of(state);
        SortedSet<Integer> arrived = Ranks.with(before.arrived(), report.rank());
        SortedSet<Integer> offering =
                report.offer() == Offer.CHECKPOINT ? Ranks.with(before.offering(), report.rank()) : before.offering();
        long since = before.arrived().isEmpty() ? nowNanos : before.sinceNanos();
        if (arrived.size() < plan.ranks())
            return Step.of(gathering(state, new Gathering(arrived, offering, since, Phase.RANKS)));
        return complete(state, new Gathering(arrived, offering, since, Phase.COMMIT), nowNanos);
    }

    private Step<TrainState, TrainEffect> complete(TrainState.Running state, Gathering gathering, long nowNanos) {
        long step = state.released() + 1;
        int attempt = state.history().attempt();
        if (gathering.offering().isEmpty()) return released(state, step);
        SortedSet<Integer> silent = Ranks.without(gathering.arrived(), gathering.offering());
        if (plan.offers() == Plan.Offers.EVERY_RANK && !silent.isEmpty()) {
            return fail(
                    state,
                    Failure.unfit("report " + step + " has a checkpoint of "
                            + Ranks.list(gathering.offering(), state.names()) + " but none of "
                            + Ranks.list(silent, state.names()) + ", though each rank's is to be kept"),
                    nowNanos);
        }
        return Step.of(gathering(state, gathering), new TrainEffect.CommitCheckpoint(attempt, step));
    }

    private Step<TrainState, TrainEffect> committed(TrainState.Running state, long step) {
        if (!isCommitting(state, step)) return Step.of(state);
        return released(
                new TrainState.Running(
                        state.history().committed(step),
                        state.names(),
                        state.released(),
                        state.gathering(),
                        state.ended()),
                step);
    }

    private static Step<TrainState, TrainEffect> released(TrainState.Running state, long step) {
        return Step.of(
                new TrainState.Running(state.history(), state.names(), step, NOBODY, state.ended()),
                new TrainEffect.ReleaseRanks(state.history().attempt(), step));
    }

    private static boolean isCommitting(TrainState.Running state, long step) {
        return state.gathering().phase() == Phase.COMMIT && step == state.released() + 1;
    }

    private static TrainState.Running gathering(TrainState.Running state, Gathering gathering) {
        return new TrainState.Running(state.history(), state.names(), state.released(), gathering, state.ended());
    }

    private Step<TrainState, TrainEffect> ended(TrainState.Running state, int rank, long nowNanos) {
        SortedSet<Integer> ended = Ranks.with(state.ended(), rank);
        var next = new TrainState.Running(state.history(), state.names(), state.released(), state.gathering(), ended);
        if (!state.gathering().arrived().isEmpty()) {
            return fail(next, uneven(next, state.gathering().arrived().first()), nowNanos);
        }
        if (ended.size() < plan.ranks()) return Step.of(next);
        return Step.of(
                new TrainState.Done(state.history()),
                new TrainEffect.Finish(),
                new TrainEffect.Dispose(state.history().attempt()));
    }

    private Failure uneven(TrainState.Running state, int waiting) {
        return Failure.unfit(
                Ranks.list(state.ended(), state.names()) + " ended after report " + state.released() + ", but "
                        + state.names().get(waiting) + " came to report " + (state.released() + 1)
                        + ". Every rank must report equally often: see that each makes as many rounds, however its data are cut");
    }

    private boolean isLate(TrainState.Running state, long nowNanos) {
        Gathering gathering = state.gathering();
        return gathering.phase() == Phase.RANKS
                && !gathering.arrived().isEmpty()
                && nowNanos - gathering.sinceNanos() >= plan.limits().reportNanos();
    }

    private Failure late(TrainState.Running state) {
        SortedSet<Integer> arrived = state.gathering().arrived();
        SortedSet<Integer> missing = Ranks.without(Ranks.all(plan.ranks()), arrived);
        return Failure.late(Ranks.list(missing, state.names()) + " did not arrive at report " + (state.released() + 1)
                + " within " + Ranks.seconds(plan.limits().reportNanos()) + "; " + Ranks.list(arrived, state.names())
                + " did");
    }

    private SortedSet<Integer> live(TrainState.Running state) {
        return Ranks.without(Ranks.all(plan.ranks()), state.ended());
    }

    private Step<TrainState, TrainEffect> fail(TrainState.Running state, Failure failure, long nowNanos) {
        return new StoppingRules(plan).stop(state.history(), failure, live(state), nowNanos);
    }
}
