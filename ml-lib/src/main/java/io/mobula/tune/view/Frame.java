package io.mobula.tune.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A sweep at one moment.
 *
 * @param rows all trials, in the order of their numbers
 * @param best of those that count
 * @param seconds since the start
 */
public record Frame(String sweep, List<Row> rows, Optional<Row> best, double seconds) {
    public Frame {
        rows = List.copyOf(rows);
    }

    long count(Row.Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    long ended() {
        return rows.stream().filter(Row::hasEnded).count();
    }

    /** {@code digits: 12/24 ended, 4 running, 8 waiting, 1 failed, 3.2 s}. */
    public String counts() {
        long failed = count(Row.Kind.FAILED);
        return String.format(
                Locale.ROOT,
                "%s: %d/%d ended, %d running, %d waiting%s, %.1f s",
                sweep,
                ended(),
                rows.size(),
                count(Row.Kind.RUNNING),
                count(Row.Kind.WAITING),
                failed == 0 ? "" : ", " + failed + " failed",
                seconds);
    }

    /** {@code best: 0.9731 trial-07 (20 iterations) rate=0.01}; empty before the first report. */
    public Optional<String> bestLine() {
        return best.map(row -> String.format(
                Locale.ROOT,
                "best: %.5g  %s (%d iterations)  %s",
                row.value().orElse(Double.NaN),
                row.trial(),
                row.iteration(),
                row.config()));
    }
}
