package io.mobula.train.core;

import io.mobula.train.core.TrainState.History;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** While the workers of an attempt come up. */
record StartingRules(Plan plan) {
    Step<TrainState, TrainEffect> next(TrainState.Starting state, TrainEvent event, long nowNanos) {
        return switch (event) {
            case TrainEvent.WorkerReady(int _, int rank, String node) -> ready(state, rank, node);
            case TrainEvent.WorkerFailed(int _, int rank, Failure failure) -> {
                var live = Ranks.all(plan.ranks());
                live.remove(rank);
                yield new StoppingRules(plan).stop(state.history(), failure, live, nowNanos);
            }
            case TrainEvent.Tick _ -> {
                if (nowNanos - state.sinceNanos() < plan.limits().startNanos()) yield Step.of(state);
                yield new StoppingRules(plan).stop(state.history(), late(state), Ranks.all(plan.ranks()), nowNanos);
            }
            case TrainEvent.OfAttempt _ -> Step.of(state);
        };
    }

    private Step<TrainState, TrainEffect> ready(TrainState.Starting state, int rank, String node) {
        SortedMap<Integer, String> nodes = new TreeMap<>(state.nodes());
        nodes.put(rank, node);
        if (nodes.size() < plan.ranks())
            return Step.of(new TrainState.Starting(state.history(), nodes, state.sinceNanos()));
        History history = state.history();
        List<String> names = new ArrayList<>();
        nodes.forEach((each, where) -> names.add(Ranks.name(each, where)));
        return Step.of(
                new TrainState.Running(
                        history,
                        List.copyOf(names),
                        history.committed(),
                        RunningRules.NOBODY,
                        Collections.emptySortedSet()),
                new TrainEffect.RunLoops(history.attempt(), history.committed()));
    }

    private Failure late(TrainState.Starting state) {
        var missing = Ranks.all(plan.ranks());
        missing.removeAll(state.nodes().keySet());
        return Failure.late(Ranks.list(missing) + " did not start within "
                + Ranks.seconds(plan.limits().startNanos()));
    }
}
