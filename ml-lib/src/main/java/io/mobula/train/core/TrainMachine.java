package io.mobula.train.core;

import io.mobula.train.core.TrainState.History;
import java.util.Collections;

/**
 * The decisions of one run.
 *
 * @param plan what it may do
 */
public record TrainMachine(Plan plan) {
    /**
     * The first step.
     *
     * @param committed the step that an earlier run of this name committed last; 0 for none
     */
    public Step<TrainState, TrainEffect> begin(long committed, long nowNanos) {
        return Step.of(new TrainState.Placing(new History(1, committed, nowNanos)), new TrainEffect.ReserveGroup(1));
    }

    public Step<TrainState, TrainEffect> next(TrainState state, TrainEvent event, long nowNanos) {
        if (event instanceof TrainEvent.OfAttempt of
                && of.attempt() != state.history().attempt()) return Step.of(state);
        return switch (state) {
            case TrainState.Placing placing -> placing(placing, event, nowNanos);
            case TrainState.Starting starting -> new StartingRules(plan).next(starting, event, nowNanos);
            case TrainState.Running running -> new RunningRules(plan).next(running, event, nowNanos);
            case TrainState.Stopping stopping -> new StoppingRules(plan).next(stopping, event, nowNanos);
            case TrainState.Pausing pausing -> pausing(pausing, event, nowNanos);
            case TrainState.Done done -> Step.of(done);
            case TrainState.Failed failed -> Step.of(failed);
        };
    }

    private Step<TrainState, TrainEffect> placing(TrainState.Placing placing, TrainEvent event, long nowNanos) {
        return switch (event) {
            case TrainEvent.GroupReserved(int attempt) ->
                Step.of(
                        new TrainState.Starting(placing.history(), Collections.emptySortedMap(), nowNanos),
                        new TrainEffect.StartWorkers(attempt));
            case TrainEvent.GroupRefused(int _, Failure failure) ->
                new StoppingRules(plan).conclude(placing.history(), failure, nowNanos);
            case TrainEvent.Tick _, TrainEvent.OfAttempt _ -> Step.of(placing);
        };
    }

    private static Step<TrainState, TrainEffect> pausing(TrainState.Pausing pausing, TrainEvent event, long nowNanos) {
        if (event instanceof TrainEvent.Committed(int _, long step)) {
            return Step.of(new TrainState.Pausing(pausing.history().committed(step), pausing.untilNanos()));
        }
        boolean over = event instanceof TrainEvent.Tick && nowNanos - pausing.untilNanos() >= 0;
        if (!over) return Step.of(pausing);
        var next = new History(
                pausing.history().attempt() + 1,
                pausing.history().committed(),
                pausing.history().sinceNanos());
        return Step.of(new TrainState.Placing(next), new TrainEffect.ReserveGroup(next.attempt()));
    }
}
