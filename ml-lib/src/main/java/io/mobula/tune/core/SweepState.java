package io.mobula.tune.core;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sweep between two events.
 *
 * @param concurrency how many trials may compute at once now
 * @param nextFresh the first trial that was never started; trials are started in the order of their numbers
 * @param reports how many first reports there were
 * @param openedNanos empty before {@link Event.Opened}
 * @param finished empty before {@link Effect.Finish}
 */
public record SweepState(
        SweepRules rules,
        int concurrency,
        Trials trials,
        int nextFresh,
        Tally tally,
        long reports,
        OptionalLong openedNanos,
        Optional<Effect.Reason> finished) {
    /** Before the first event. */
    public static SweepState initial(SweepRules rules) {
        return new SweepState(
                rules,
                rules.concurrency(),
                Trials.fresh(rules.trials()),
                0,
                Tally.NONE,
                0,
                OptionalLong.empty(),
                Optional.empty());
    }

    /** When a tick will have something to do; empty: never, as things stand. */
    public OptionalLong nextWakeNanos() {
        if (openedNanos.isEmpty() || finished.isPresent()) return OptionalLong.empty();
        long wake = Long.MAX_VALUE;
        if (rules.limits().budgetNanos().isPresent()) {
            wake = openedNanos.getAsLong() + rules.limits().budgetNanos().getAsLong();
        }
        boolean limited = rules.limits().trialNanos().isPresent();
        if (tally.retrying() > 0 || limited) {
            for (int i = 0; i < nextFresh; i++) wake = Math.min(wake, wakeOf(trials.get(i)));
        }
        return wake == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(wake);
    }

    private long wakeOf(TrialState trial) {
        return switch (trial.phase()) {
            case Phase.Retrying(long at) -> at;
            case Phase.Running(long since)
            when rules.limits().trialNanos().isPresent() ->
                since + rules.limits().trialNanos().getAsLong() - trial.usedNanos();
            case Phase.Fresh _, Phase.Starting _, Phase.Running _, Phase.AtRung _, Phase.Ready _, Phase.Ended _ ->
                Long.MAX_VALUE;
        };
    }

    /** Throws {@link InvariantViolation} if the state contradicts itself. Cost: looks at every trial. */
    public void validate() {
        Tally counted = Tally.NONE;
        for (int i = 0; i < trials.size(); i++) {
            TrialState trial = trials.get(i);
            counted = counted.changed(TrialState.FRESH.phase(), trial.phase());
            check(trial.phase() instanceof Phase.Fresh == i >= nextFresh, i, trial, "fresh ones come last");
            check(trial.checkpoint() <= trial.scores().size(), i, trial, "no checkpoint ahead of its report");
            check(trial.losses() <= rules.limits().maxLosses() + 1, i, trial, "losses are limited");
            check(trial.failures() <= rules.retry().times() + 1, i, trial, "failures are limited");
        }
        if (!counted.equals(tally)) throw new InvariantViolation("counted " + counted + ", kept " + tally);
        if (tally.held() > rules.limits().maxHeld()) throw new InvariantViolation("too many held: " + tally);
        if (finished.isPresent() && tally.ended() != trials.size()) {
            throw new InvariantViolation("finished before its trials: " + tally);
        }
    }

    private static void check(boolean holds, int trial, TrialState state, String what) {
        if (!holds) throw new InvariantViolation("trial " + trial + " breaks: " + what + "; " + state);
    }
}
