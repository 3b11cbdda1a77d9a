package io.mobula.train.core;

import io.mobula.train.core.TrainState.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;

/** From an attempt's failure to the next attempt, or to the end. */
record StoppingRules(Plan plan) {
    /** The attempt has failed; {@code live} ranks are to get out. */
    Step<TrainState, TrainEffect> stop(History history, Failure failure, SortedSet<Integer> live, long nowNanos) {
        var abort = new TrainEffect.Abort(history.attempt(), failure);
        if (!live.isEmpty()) return Step.of(new TrainState.Stopping(history, failure, live, nowNanos), abort);
        Step<TrainState, TrainEffect> end = conclude(history, failure, nowNanos);
        List<TrainEffect> effects = new ArrayList<>(List.of(abort));
        effects.addAll(end.effects());
        return new Step<>(end.state(), effects);
    }

    Step<TrainState, TrainEffect> next(TrainState.Stopping state, TrainEvent event, long nowNanos) {
        return switch (event) {
            case TrainEvent.WorkerEnded(int _, int rank) -> gone(state, rank, state.failure(), nowNanos);
            case TrainEvent.WorkerFailed(int _, int rank, Failure failure) ->
                gone(state, rank, state.failure().or(failure), nowNanos);
            case TrainEvent.Tick _ -> {
                if (nowNanos - state.sinceNanos() < plan.limits().stopNanos()) yield Step.of(state);
                yield conclude(state.history(), state.failure(), nowNanos);
            }
            // Every rank had reported it: that the attempt failed since does not undo it.
            case TrainEvent.Committed(int _, long step) ->
                Step.of(new TrainState.Stopping(
                        state.history().committed(step), state.failure(), state.live(), state.sinceNanos()));
            case TrainEvent.OfAttempt _ -> Step.of(state);
        };
    }

    private Step<TrainState, TrainEffect> gone(TrainState.Stopping state, int rank, Failure cause, long nowNanos) {
        SortedSet<Integer> live = Ranks.without(state.live(), Set.of(rank));
        if (live.isEmpty()) return conclude(state.history(), cause, nowNanos);
        return Step.of(new TrainState.Stopping(state.history(), cause, live, state.sinceNanos()));
    }

    /** Nothing of the attempt is left, or it had its time. */
    Step<TrainState, TrainEffect> conclude(History history, Failure cause, long nowNanos) {
        var dispose = new TrainEffect.Dispose(history.attempt());
        Plan.Restarts restarts = plan.restarts();
        long pause = restarts.pauseNanos(history.restarts() + 1);
        boolean again = cause.remedy() == Failure.Remedy.RESTART
                && history.restarts() < restarts.most()
                && nowNanos + pause - history.sinceNanos() <= restarts.withinNanos();
        if (!again) return Step.of(new TrainState.Failed(history, cause), dispose, new TrainEffect.GiveUp(cause));
        return Step.of(new TrainState.Pausing(history, nowNanos + pause), dispose);
    }
}
