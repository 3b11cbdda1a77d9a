package io.mobula.tune.core;

import io.mobula.tune.core.Phase.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The handling of one event: a working copy of the state, and the effects so far. Confined to one call. */
final class Turn {
    private final SweepRules rules;
    private final long nowNanos;
    private final List<Effect> effects = new ArrayList<>();

    private int concurrency;
    private Trials trials;
    private int nextFresh;
    private Tally tally;
    private long reports;
    private OptionalLong openedNanos;
    private Optional<Effect.Reason> finished;

    Turn(SweepState state, long nowNanos) {
        this.rules = state.rules();
        this.nowNanos = nowNanos;
        this.concurrency = state.concurrency();
        this.trials = state.trials();
        this.nextFresh = state.nextFresh();
        this.tally = state.tally();
        this.reports = state.reports();
        this.openedNanos = state.openedNanos();
        this.finished = state.finished();
    }

    Step<SweepState, Effect> step() {
        return new Step<>(
                new SweepState(rules, concurrency, trials, nextFresh, tally, reports, openedNanos, finished), effects);
    }

    void handle(Event event) {
        switch (event) {
            case Event.Opened _ -> {
                if (openedNanos.isEmpty()) openedNanos = OptionalLong.of(nowNanos);
            }
            case Event.TrialBegan(int trial, int run, var _) -> began(trial, run);
            case Event.TrialReported reported -> reported(reported);
            case Event.TrialEnded(int trial, int run, var _) -> ended(trial, run);
            case Event.TrialFailed failed -> failed(failed);
            case Event.Ticked _ -> ticked();
            case Event.Resized resized -> concurrency = Math.max(1, resized.concurrency());
            case Event.StopRequested _ -> close(Effect.Reason.STOP_REQUESTED, "the sweep was stopped");
        }
        settle();
        if (event instanceof Event.TrialReported(int trial, int run, var _, var _, var _, var _))
            giveUpSeat(trial, run);
    }

    // ---- events

    private void began(int trial, int run) {
        TrialState state = trials.get(trial);
        if (state.run() == run && state.phase() instanceof Phase.Starting) {
            put(trial, state.to(new Phase.Running(nowNanos), nowNanos));
        }
    }

    private void reported(Event.TrialReported report) {
        int trial = report.trial();
        TrialState state = trials.get(trial);
        if (state.run() != report.run()) {
            effects.add(new Effect.StopTrial(trial, report.run(), "another attempt has taken its place"));
            return;
        }
        switch (state.phase()) {
            case Phase.Starting _, Phase.Running _ -> progressed(report, state);
            case Phase.AtRung(Seat seat) -> answerAgain(trial, state, seat);
            case Phase.Ready(Seat seat) -> answerAgain(trial, state, seat);
            case Phase.Retrying _ ->
                effects.add(new Effect.StopTrial(trial, report.run(), "another attempt takes its place"));
            case Phase.Ended(Ending ending, String cause) ->
                effects.add(new Effect.StopTrial(trial, report.run(), reason(ending, cause)));
            case Phase.Fresh _ -> throw new InvariantViolation("trial " + trial + " reports and was never started");
        }
    }

    /** Its task asks again: one that waits goes on waiting. */
    private void answerAgain(int trial, TrialState state, Seat seat) {
        if (seat == Seat.PAUSED) effects.add(new Effect.PauseTrial(trial, state.run()));
    }

    private void progressed(Event.TrialReported report, TrialState before) {
        int trial = report.trial();
        int iteration = report.iteration();
        if (iteration < 1 || iteration > before.scores().size() + 1) {
            throw new InvariantViolation("trial " + trial + " reports iteration " + iteration + " after "
                    + before.scores().size());
        }
        if (iteration <= before.scores().size()) {
            if (report.checkpoint()) put(trial, before.kept(iteration));
            effects.add(new Effect.ContinueTrial(trial, before.run()));
            return;
        }
        if (!Double.isFinite(report.score())) {
            stop(trial, Ending.DIVERGED, "the score of iteration " + iteration + " is " + report.score());
            return;
        }
        reports++;
        TrialState state = before.scored(report.score());
        if (report.checkpoint()) state = state.kept(iteration);
        put(trial, state);
        if (rules.limits().reports().isPresent()
                && reports >= rules.limits().reports().getAsLong()) {
            if (isLast(state)) stop(trial, Ending.COMPLETED, "");
            close(Effect.Reason.REPORTS_SPENT, "the sweep's " + reports + " reports were spent");
        } else decide(trial, state);
    }

    private void decide(int trial, TrialState state) {
        int iteration = state.scores().size();
        switch (rules.pruning()) {
            case Pruning.None() -> effects.add(new Effect.ContinueTrial(trial, state.run()));
            case Pruning.Halving halving -> {
                List<Integer> rungs = halving.rungs();
                if (isLast(state)) stop(trial, Ending.COMPLETED, "");
                else if (state.rung() < rungs.size() && iteration == rungs.get(state.rung())) {
                    put(trial, state.to(new Phase.AtRung(Seat.HELD), nowNanos));
                } else effects.add(new Effect.ContinueTrial(trial, state.run()));
            }
            case Pruning.Median median -> {
                if (Ranking.belowMedian(trials, nextFresh, state, median)) stop(trial, Ending.PRUNED, "");
                else effects.add(new Effect.ContinueTrial(trial, state.run()));
            }
        }
    }

    private boolean isLast(TrialState state) {
        return rules.pruning() instanceof Pruning.Halving halving
                && state.scores().size() >= halving.maxIterations();
    }

    private void ended(int trial, int run) {
        TrialState state = trials.get(trial);
        if (state.run() != run || !state.phase().hasTask()) return;
        if (state.scores().size() > 0) conclude(trial, Ending.COMPLETED, "");
        else conclude(trial, Ending.SILENT, "it returned without a report");
    }

    private void failed(Event.TrialFailed event) {
        int trial = event.trial();
        TrialState before = trials.get(trial);
        if (before.run() != event.run() || !before.phase().hasTask()) return;
        TrialState state = event.failure() == Event.Failure.LOST ? before.lost() : before.failed();
        OptionalLong again = again(trial, state, event.failure());
        put(trial, state);
        if (again.isEmpty()) {
            conclude(trial, event.failure() == Event.Failure.LOST ? Ending.LOST : Ending.FAILED, event.cause());
            return;
        }
        Phase next = switch (state.phase()) {
            case Phase.AtRung _ -> new Phase.AtRung(Seat.PAUSED);
            case Phase.Ready _ -> new Phase.Ready(Seat.PAUSED);
            case Phase.Fresh _, Phase.Starting _, Phase.Running _, Phase.Retrying _, Phase.Ended _ ->
                again.getAsLong() <= nowNanos ? new Phase.Ready(Seat.PAUSED) : new Phase.Retrying(again.getAsLong());
        };
        put(trial, state.to(next, nowNanos));
    }

    /** When the trial may start again; empty: never. */
    private OptionalLong again(int trial, TrialState state, Event.Failure failure) {
        return switch (failure) {
            case LOST ->
                state.losses() <= rules.limits().maxLosses() ? OptionalLong.of(nowNanos) : OptionalLong.empty();
            case THREW_FINALLY -> OptionalLong.empty();
            case THREW -> {
                RetryRules retry = rules.retry();
                long at = nowNanos + retry.pauseNanos(trial, state.failures());
                boolean late = retry.atMostNanos().isPresent()
                        && at - state.firstNanos().orElse(nowNanos)
                                > retry.atMostNanos().getAsLong();
                yield state.failures() > retry.times() || late ? OptionalLong.empty() : OptionalLong.of(at);
            }
        };
    }

    private void ticked() {
        if (openedNanos.isEmpty() || finished.isPresent()) return;
        Limits limits = rules.limits();
        if (limits.budgetNanos().isPresent()
                && nowNanos - openedNanos.getAsLong() >= limits.budgetNanos().getAsLong()) {
            close(Effect.Reason.TIME_SPENT, "the sweep's time was spent");
            return;
        }
        if (tally.retrying() == 0 && limits.trialNanos().isEmpty()) return;
        for (int trial = 0; trial < nextFresh; trial++) {
            TrialState state = trials.get(trial);
            switch (state.phase()) {
                case Phase.Retrying(long at)
                when at <= nowNanos -> put(trial, state.to(new Phase.Ready(Seat.PAUSED), nowNanos));
                case Phase.Running(long since)
                when limits.trialNanos().isPresent()
                        && nowNanos - since + state.usedNanos()
                                >= limits.trialNanos().getAsLong() ->
                    stop(trial, Ending.TIMED_OUT, "it computed longer than a trial may");
                case Phase.Fresh _,
                        Phase.Starting _,
                        Phase.Running _,
                        Phase.AtRung _,
                        Phase.Ready _,
                        Phase.Retrying _,
                        Phase.Ended _ -> {}
            }
        }
    }

    // ---- what follows

    private void settle() {
        if (openedNanos.isEmpty() || finished.isPresent()) return;
        if (rules.pruning() instanceof Pruning.Halving halving && halving.pace() == Pruning.Pace.LOCKSTEP) {
            decideRung(halving);
        }
        while (tally.running() < concurrency && startNext()) {}
        if (tally.running() == 0 && tally.atRung() > 0 && tally.atRung() + tally.ended() == trials.size()) {
            // Nobody is left who could lift one of them: only an asynchronous sweep comes here.
            for (int trial = 0; trial < trials.size(); trial++) {
                if (!trials.get(trial).hasEnded()) stop(trial, Ending.PRUNED, "");
            }
        }
        if (tally.ended() == trials.size()) finish(Effect.Reason.ALL_ENDED);
    }

    /** Every trial that lives is of the same rung, so it decides when all of them have come to it. */
    private void decideRung(Pruning.Halving halving) {
        if (tally.atRung() == 0 || tally.atRung() + tally.ended() < trials.size()) return;
        List<Integer> ranked = Ranking.atRung(trials);
        int promoted = Math.max(1, ranked.size() / halving.reduction());
        for (int rank = 0; rank < ranked.size(); rank++) {
            int trial = ranked.get(rank);
            if (rank < promoted) promote(trial);
            else stop(trial, Ending.PRUNED, "");
        }
    }

    private void promote(int trial) {
        TrialState state = trials.get(trial);
        if (!(state.phase() instanceof Phase.AtRung(Seat seat))) {
            throw new InvariantViolation("trial " + trial + " is promoted and is not at a rung: " + state);
        }
        put(trial, state.promoted().to(new Phase.Ready(seat), nowNanos));
    }

    /** Gives one place to the next in line; false: nobody wants it. */
    private boolean startNext() {
        OptionalInt ready = firstReady();
        if (ready.isEmpty() && rules.pruning() instanceof Pruning.Halving halving) {
            if (halving.pace() == Pruning.Pace.ASYNCHRONOUS && tally.atRung() > 0) {
                ready = Ranking.promotable(trials, nextFresh, halving);
                ready.ifPresent(this::promote);
            }
        }
        if (ready.isPresent()) start(ready.getAsInt());
        else if (nextFresh < trials.size()) start(nextFresh++);
        else return false;
        return true;
    }

    private OptionalInt firstReady() {
        if (tally.ready() == 0) return OptionalInt.empty();
        for (int trial = 0; trial < nextFresh; trial++) {
            if (trials.get(trial).phase() instanceof Phase.Ready) return OptionalInt.of(trial);
        }
        throw new InvariantViolation("nobody is ready of " + tally);
    }

    private void start(int trial) {
        TrialState state = trials.get(trial);
        if (state.phase().isHeld()) {
            put(trial, state.to(new Phase.Running(nowNanos), nowNanos));
            effects.add(new Effect.ContinueTrial(trial, state.run()));
            return;
        }
        TrialState started = state.started(nowNanos);
        put(trial, started);
        effects.add(new Effect.StartTrial(trial, started.run(), started.attempt(), started.checkpoint()));
    }

    /** A trial that has to wait, and can go on from its checkpoint, or finds no room to wait, waits without its task. */
    private void giveUpSeat(int trial, int run) {
        TrialState state = trials.get(trial);
        if (state.run() != run || !state.phase().isHeld()) return;
        boolean resumable = state.checkpoint() == state.scores().size();
        if (!resumable && tally.held() <= rules.limits().maxHeld()) return;
        Phase paused =
                state.phase() instanceof Phase.AtRung ? new Phase.AtRung(Seat.PAUSED) : new Phase.Ready(Seat.PAUSED);
        put(trial, state.to(paused, nowNanos));
        effects.add(new Effect.PauseTrial(trial, run));
    }

    private void close(Effect.Reason reason, String cause) {
        if (finished.isPresent()) return;
        for (int trial = 0; trial < trials.size(); trial++) {
            if (!trials.get(trial).hasEnded()) stop(trial, Ending.CANCELLED, cause);
        }
        nextFresh = trials.size();
        finish(reason);
    }

    private void finish(Effect.Reason reason) {
        finished = Optional.of(reason);
        effects.add(new Effect.Finish(reason));
    }

    /** Ends a trial whose task, if there is one, does not know of it yet. */
    private void stop(int trial, Ending ending, String cause) {
        TrialState state = trials.get(trial);
        if (state.phase().hasTask()) effects.add(new Effect.StopTrial(trial, state.run(), reason(ending, cause)));
        conclude(trial, ending, cause);
    }

    private void conclude(int trial, Ending ending, String cause) {
        put(trial, trials.get(trial).to(new Phase.Ended(ending, cause), nowNanos));
        effects.add(new Effect.Conclude(trial, ending, cause));
    }

    private static String reason(Ending ending, String cause) {
        return switch (ending) {
            case COMPLETED -> "it is complete";
            case PRUNED -> "the scheduler prefers other trials";
            case DIVERGED, SILENT, FAILED, LOST, TIMED_OUT, CANCELLED -> cause;
        };
    }

    private void put(int trial, TrialState state) {
        tally = tally.changed(trials.get(trial).phase(), state.phase());
        trials = trials.with(trial, state);
    }
}
