package io.mobula.tune;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One trial, as it ended or stands.
 *
 * @param id {@code trial-07}
 * @param reports its metrics, one for each iteration
 * @param value the objective's value of the newest report; empty before the first
 * @param attempts how often it was started because of a failure, plus one
 * @param computed how long it has computed in all, waits for other trials left out
 * @param cause of a failure, or why it was cancelled; else empty
 * @param held the newest checkpoint, if it is held: that of every trial that may go on, and of the best {@link Tuner#keepCheckpoints} that have ended
 */
public record Result<C, M>(
        String id,
        TrialStatus status,
        C config,
        List<M> reports,
        OptionalDouble value,
        int attempts,
        Duration computed,
        String cause,
        Optional<Object> held) {
    public Result {
        reports = List.copyOf(reports);
    }

    /** The newest report. Throws {@code NoSuchElementException} if there was none. */
    public M last() {
        if (reports.isEmpty()) throw new NoSuchElementException(id + " is " + status.word() + " and has not reported");
        return reports.getLast();
    }

    /** The newest checkpoint, if it is {@link #held}. Throws {@code ClassCastException} if it is of another type. */
    public <S> Optional<S> checkpoint(Class<S> type) {
        return held.map(type::cast);
    }

    /** Whether it can be the sweep's best: it has reported, and did not fail. */
    public boolean counts() {
        return value.isPresent() && !status.isFailure();
    }
}
