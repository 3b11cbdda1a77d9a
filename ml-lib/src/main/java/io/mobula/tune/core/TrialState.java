package io.mobula.tune.core;

import java.util.OptionalLong;

/**
 * One trial.
 *
 * @param run counts the tasks it has had; events of an earlier one are stale. 0 while it is Fresh
 * @param failures how often its body threw
 * @param losses how often its task was lost
 * @param rung the next rung it has to pass, from 0
 * @param scores first reports only: a repeated iteration changes nothing
 * @param checkpoint the newest iteration that came with a checkpoint; 0 for none
 * @param usedNanos how long it computed, up to the end of the last run or wait
 * @param firstNanos when it was first started; empty while it is Fresh
 */
public record TrialState(
        Phase phase,
        int run,
        int failures,
        int losses,
        int rung,
        Scores scores,
        int checkpoint,
        long usedNanos,
        OptionalLong firstNanos) {
    static final TrialState FRESH =
            new TrialState(new Phase.Fresh(), 0, 0, 0, 0, Scores.NONE, 0, 0, OptionalLong.empty());

    /** 1 for the first. */
    public int attempt() {
        return failures + losses + 1;
    }

    boolean hasEnded() {
        return phase instanceof Phase.Ended;
    }

    /** The time computed is counted when it stops computing. */
    TrialState to(Phase next, long nowNanos) {
        long used = usedNanos + (phase instanceof Phase.Running(long since) ? nowNanos - since : 0);
        return new TrialState(next, run, failures, losses, rung, scores, checkpoint, used, firstNanos);
    }

    TrialState started(long nowNanos) {
        OptionalLong first = firstNanos.isPresent() ? firstNanos : OptionalLong.of(nowNanos);
        return new TrialState(
                new Phase.Starting(), run + 1, failures, losses, rung, scores, checkpoint, usedNanos, first);
    }

    TrialState scored(double score) {
        return new TrialState(
                phase, run, failures, losses, rung, scores.with(score), checkpoint, usedNanos, firstNanos);
    }

    TrialState kept(int iteration) {
        return new TrialState(
                phase, run, failures, losses, rung, scores, Math.max(checkpoint, iteration), usedNanos, firstNanos);
    }

    TrialState promoted() {
        return new TrialState(phase, run, failures, losses, rung + 1, scores, checkpoint, usedNanos, firstNanos);
    }

    TrialState failed() {
        return new TrialState(phase, run, failures + 1, losses, rung, scores, checkpoint, usedNanos, firstNanos);
    }

    TrialState lost() {
        return new TrialState(phase, run, failures, losses + 1, rung, scores, checkpoint, usedNanos, firstNanos);
    }
}
