package io.mobula.tune.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Who is better. Ties go to the lower number. */
final class Ranking {
    private Ranking() {}

    /** The trials at their rung, the best first, by their newest score. */
    static List<Integer> atRung(Trials trials) {
        List<Integer> waiting = new ArrayList<>();
        for (int trial = 0; trial < trials.size(); trial++) {
            if (trials.get(trial).phase() instanceof Phase.AtRung) waiting.add(trial);
        }
        waiting.sort(Comparator.comparingDouble((Integer trial) -> newest(trials.get(trial)))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        return waiting;
    }

    /** The trial at the highest rung that is among the best of all that ever came to it, one {@code reduction}-th of them. */
    static OptionalInt promotable(Trials trials, int nextFresh, Pruning.Halving halving) {
        List<Integer> rungs = halving.rungs();
        for (int rung = rungs.size() - 1; rung >= 0; rung--) {
            OptionalInt best = bestWaiting(trials, nextFresh, rung);
            if (best.isEmpty()) continue;
            int iteration = rungs.get(rung);
            double score = trials.get(best.getAsInt()).scores().at(iteration);
            int came = 0;
            int better = 0;
            for (int trial = 0; trial < nextFresh; trial++) {
                Scores scores = trials.get(trial).scores();
                if (scores.size() < iteration) continue;
                came++;
                double other = scores.at(iteration);
                if (other > score || (other == score && trial < best.getAsInt())) better++;
            }
            if (better < came / halving.reduction()) return best;
        }
        return OptionalInt.empty();
    }

    private static OptionalInt bestWaiting(Trials trials, int nextFresh, int rung) {
        int best = -1;
        for (int trial = 0; trial < nextFresh; trial++) {
            TrialState state = trials.get(trial);
            if (state.phase() instanceof Phase.AtRung
                    && state.rung() == rung
                    && (best < 0 || newest(state) > newest(trials.get(best)))) {
                best = trial;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /** Whether the trial is worse than half of those that completed. */
    static boolean belowMedian(Trials trials, int nextFresh, TrialState state, Pruning.Median rule) {
        int iteration = state.scores().size();
        if (iteration < rule.grace()) return false;
        List<Double> means = new ArrayList<>();
        for (int trial = 0; trial < nextFresh; trial++) {
            TrialState other = trials.get(trial);
            if (other.phase() instanceof Phase.Ended(Ending ending, var _) && ending == Ending.COMPLETED) {
                means.add(other.scores().mean(iteration));
            }
        }
        if (means.size() < rule.minTrials()) return false;
        means.sort(Comparator.naturalOrder());
        int middle = means.size() / 2;
        double median = means.size() % 2 == 1 ? means.get(middle) : (means.get(middle - 1) + means.get(middle)) / 2;
        return state.scores().best() < median;
    }

    private static double newest(TrialState state) {
        return state.scores().at(state.scores().size());
    }
}
