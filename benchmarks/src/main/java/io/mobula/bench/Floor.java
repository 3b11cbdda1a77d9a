package io.mobula.bench;

import java.util.List;
import java.util.Optional;

/**
 * What a rate must reach, and what it is meant to reach.
 *
 * <p>A floor is set for a machine busy with other work: it tells a gross loss, not a bad day. A target is for a quiet machine and is printed only.
 *
 * @param bound of the rate itself
 */
record Floor(Measure rate, double bound, double target, Optional<Relative> relative) {
    /** Which of the two bounds must hold. */
    enum Rule {
        BOTH,
        /** A busy machine misses the absolute bound, but then the limit is slow as well. */
        EITHER
    }

    /** @param bound of the rate divided by the limit sampled just before it */
    record Relative(Measure limit, double bound, Rule rule) {}

    static final List<Floor> ALL = List.of(
            of(Measure.TASKS_SYNC, 15_000, 15_000, new Relative(Measure.RAW_ROUND_TRIP, 0.10, Rule.BOTH)),
            of(Measure.TASKS_ASYNC, 150_000, 150_000, new Relative(Measure.RAW_BATCHES, 0.002, Rule.BOTH)),
            of(Measure.EMBEDDED_SYNC, 200_000, 200_000),
            of(Measure.EMBEDDED_ASYNC, 300_000, 700_000),
            of(Measure.START_EMBEDDED, 1.5, 0.7, new Relative(Measure.BARE_JVM, 12, Rule.EITHER)),
            of(Measure.START_CLUSTER, 12, 6, new Relative(Measure.BARE_JVM, 200, Rule.EITHER)),
            of(Measure.IDLE_WORKER, 300, 250),
            of(Measure.IDLE_CONTROL, 350, 300));

    private static Floor of(Measure rate, double bound, double target) {
        return new Floor(rate, bound, target, Optional.empty());
    }

    private static Floor of(Measure rate, double bound, double target, Relative relative) {
        return new Floor(rate, bound, target, Optional.of(relative));
    }

    /** In words, for the table. */
    String text() {
        String own = rate.unit().condition(bound);
        return relative.map(to -> own + (to.rule() == Rule.BOTH ? " and " : " or ")
                        + (rate.unit() == Unit.PER_SECOND ? "≥ " : "≤ ") + Ratio.text(to.bound()) + " × limit")
                .orElse(own);
    }
}
