package io.mobula.tune;

import io.mobula.tune.core.Phase;
import io.mobula.tune.core.SweepState;
import io.mobula.tune.core.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a sweep's trials: the state, and the values that the state has no room for.
 *
 * <p>Thread safety: all methods from any thread. Bounds: the reports of all trials; the newest checkpoint of each trial that has not ended, and of the best {@code keep} that have.
 */
final class Ledger<C, M> {
    private final List<C> configs;
    private final Objective<M> objective;
    private final int keep;
    private final List<String> ids;
    private final List<List<M>> reports = new ArrayList<>();
    private final Map<Integer, Kept.State> checkpoints = new HashMap<>();
    private SweepState state;

    Ledger(List<C> configs, Objective<M> objective, int keep, SweepState initial) {
        this.configs = configs;
        this.objective = objective;
        this.keep = keep;
        this.state = initial;
        int digits = Math.max(2, String.valueOf(configs.size() - 1).length());
        this.ids = IntStream.range(0, configs.size())
                .mapToObj(trial -> Text.format("trial-%0" + digits + "d", trial))
                .toList();
        for (int trial = 0; trial < configs.size(); trial++) reports.add(new ArrayList<>());
    }

    String id(int trial) {
        return ids.get(trial);
    }

    C config(int trial) {
        return configs.get(trial);
    }

    int size() {
        return configs.size();
    }

    synchronized SweepState state() {
        return state;
    }

    synchronized void state(SweepState next) {
        state = next;
    }

    /** True for the first report of its iteration. The values are those of the trainable, whose types the compiler has checked. */
    @SuppressWarnings("unchecked")
    synchronized boolean add(Notice.Reported notice) {
        if (notice.kept() instanceof Kept.State kept) checkpoints.put(notice.trial(), kept);
        List<M> made = reports.get(notice.trial());
        if (notice.iteration() != made.size() + 1 || !Double.isFinite(notice.score())) return false;
        made.add((M) notice.metrics());
        return true;
    }

    /** The checkpoint of this iteration. */
    synchronized Kept kept(int trial, int iteration) {
        if (iteration == 0) return new Kept.Nothing();
        Kept.State held = checkpoints.get(trial);
        if (held == null || held.iteration() != iteration) {
            throw new IllegalStateException("%s is to go on from iteration %d, and its checkpoint is %s"
                    .formatted(ids.get(trial), iteration, held == null ? "missing" : "of " + held.iteration()));
        }
        return held;
    }

    /** Drops the checkpoints of ended trials that are not among the best. */
    synchronized void thin() {
        List<Integer> ended = new ArrayList<>();
        for (int trial : checkpoints.keySet()) if (ended(trial) != null) ended.add(trial);
        ended.sort((a, b) -> {
            int counts = Boolean.compare(counts(b), counts(a));
            int better = counts != 0 ? counts : Double.compare(newest(b), newest(a));
            return better != 0 ? better : Integer.compare(a, b);
        });
        for (int rank = keep; rank < ended.size(); rank++) checkpoints.remove(ended.get(rank));
    }

    private Phase.@Nullable Ended ended(int trial) {
        return state.trials().get(trial).phase() instanceof Phase.Ended ended ? ended : null;
    }

    private boolean counts(int trial) {
        TrialState it = state.trials().get(trial);
        return it.scores().size() > 0 && !TrialStatus.of(it.phase()).isFailure();
    }

    private double newest(int trial) {
        TrialState it = state.trials().get(trial);
        return it.scores().size() == 0
                ? Double.NEGATIVE_INFINITY
                : it.scores().at(it.scores().size());
    }

    synchronized Result<C, M> result(int trial) {
        TrialState it = state.trials().get(trial);
        int made = it.scores().size();
        OptionalDouble value = made == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(objective.signed(it.scores().at(made)));
        long used = it.usedNanos();
        if (it.phase() instanceof Phase.Running(long since)) used += Math.max(0, System.nanoTime() - since);
        Phase.Ended ended = ended(trial);
        return new Result<>(
                ids.get(trial),
                TrialStatus.of(it.phase()),
                configs.get(trial),
                reports.get(trial),
                value,
                attempts(it),
                Duration.ofNanos(used),
                ended == null ? "" : ended.cause(),
                Optional.ofNullable(checkpoints.get(trial)).map(Kept.State::value));
    }

    /** A failure that ended the trial led to no other attempt. */
    private static int attempts(TrialState it) {
        boolean last = switch (TrialStatus.of(it.phase())) {
            case FAILED, LOST -> true;
            case WAITING, RUNNING, PAUSED, RETRYING, COMPLETED, STOPPED, DIVERGED, SILENT, TIMED_OUT, CANCELLED ->
                false;
        };
        return last ? it.attempt() - 1 : it.attempt();
    }

    List<Result<C, M>> results() {
        List<Result<C, M>> all = new ArrayList<>();
        for (int trial = 0; trial < size(); trial++) all.add(result(trial));
        return all;
    }
}
