package io.mobula.train.checkpoint;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which checkpoints stay: the newest ones, and the best ones.
 *
 * @param newest how many of the newest, at least 1
 * @param best how many of the best, besides; those without a metric and those whose metric is NaN are never among them
 * @param goal what is best
 */
record Retention(int newest, int best, Goal goal) {
    /** What makes a metric better. */
    enum Goal {
        HIGHEST,
        LOWEST
    }

    Retention {
        if (newest < 1)
            throw new IllegalArgumentException(
                    "keepNewest is " + newest + ": the newest checkpoint is always kept, so it must be 1 or more");
        if (best < 0)
            throw new IllegalArgumentException(
                    "The number of best checkpoints is " + best + ": it must not be negative");
    }

    /** A checkpoint as far as it matters here. */
    record Entry(long step, OptionalDouble metric) {}

    /** The steps that stay. */
    Set<Long> kept(List<Entry> entries) {
        var kept = new TreeSet<Long>();
        entries.stream()
                .map(Entry::step)
                .sorted(Comparator.reverseOrder())
                .limit(newest)
                .forEach(kept::add);
        ranked(entries).limit(best).map(Entry::step).forEach(kept::add);
        return kept;
    }

    /** Best first; of equals the older. */
    Stream<Entry> ranked(List<Entry> entries) {
        Comparator<Entry> byMetric =
                Comparator.comparingDouble(entry -> entry.metric().orElseThrow());
        return entries.stream()
                .filter(entry -> entry.metric().isPresent()
                        && !Double.isNaN(entry.metric().getAsDouble()))
                .sorted((goal == Goal.HIGHEST ? byMetric.reversed() : byMetric).thenComparingLong(Entry::step));
    }
}
