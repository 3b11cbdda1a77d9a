package io.mobula.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rate must reach, and what it is meant to reach.
 *
 * <p>The floor is a share of the limit that was measured in turn with the rate. It is set where other load on the machine does not bring the rate under it, and a rate of half its worth is under it. A target is for a quiet machine and is
 * printed only.
 *
 * <p>Where another share or a figure of its own stands beside it, a rate that reaches one of them keeps its floor: the share excuses a crowded machine, the others one whose limit is more above the rate than elsewhere. Half the worth reaches none.
 */
record Floor(Measure rate, double target, List<Relative> relatives, Optional<Double> absolute) {
    /** Which ratio of rate and limit is judged. */
    enum Judged {
        /** The median of the trials' ratios, each of two samples taken in turn. */
        MEDIAN,
        /** The best rate of all trials by the best limit: where the compiler makes one of two programs of the same classes, process by process. */
        BEST,
        /** The median rate by {@link Relative#usual} in the median time of the limit: for a limit that is a time. */
        TIME
    }

    /** @param usual how much of the rate machines do in the limit's time; 1 for a limit that is no time */
    record Relative(Measure limit, double bound, Judged judged, double usual) {
        Relative(Measure limit, double bound, Judged judged) {
            this(limit, bound, judged, 1);
        }

        private String text(Unit unit) {
            String share = (unit == Unit.PER_SECOND ? "≥ " : "≤ ") + Ratio.text(bound);
            return share + (judged == Judged.TIME ? " of what javac's CPU time makes usual" : " × limit");
        }
    }

    /** Tasks at once in the CPU time in which javac makes a first class: 449,000, 446,000 and 428,000 on machines that differ by 2.7 in either. */
    private static final double TASKS_IN_A_COMPILATION = 445_000;

    static final List<Floor> ALL = List.of(
            of(Measure.TASKS_SYNC, 15_000, Measure.RAW_ROUND_TRIP, 0.23),
            new Floor(
                    Measure.TASKS_ASYNC,
                    150_000,
                    List.of(
                            new Relative(Measure.RAW_BATCHES, 0.125, Judged.MEDIAN),
                            new Relative(Measure.COMPILER_CPU, 0.65, Judged.TIME, TASKS_IN_A_COMPILATION)),
                    Optional.empty()),
            of(Measure.CALLS_SYNC, 15_000, Measure.TASKS_SYNC, 0.55),
            of(Measure.CALLS_ASYNC, 200_000, Measure.TASKS_ASYNC, 0.35),
            best(Measure.EMBEDDED_SYNC, 200_000, Measure.HAND_OVER, 0.38, 650_000),
            best(Measure.EMBEDDED_ASYNC, 700_000, Measure.HAND_OVERS, 0.2, 330_000),
            of(Measure.START_EMBEDDED, 0.7, Measure.COMPILER, 1),
            of(Measure.START_EMBEDDED_CPU, 0.7, Measure.COMPILER_CPU, 0.75),
            of(Measure.START_CLUSTER, 6, Measure.COMPILER, 12),
            of(Measure.START_CLUSTER_CPU, 9, Measure.COMPILER_CPU, 12),
            of(Measure.IDLE_WORKER, 250, 300),
            of(Measure.IDLE_CONTROL, 300, 350));

    private static Floor of(Measure rate, double target, Measure limit, double bound) {
        return new Floor(rate, target, List.of(new Relative(limit, bound, Judged.MEDIAN)), Optional.empty());
    }

    private static Floor best(Measure rate, double target, Measure limit, double bound, double own) {
        return new Floor(rate, target, List.of(new Relative(limit, bound, Judged.BEST)), Optional.of(own));
    }

    /** Where no load disturbs the figure: the best trial is judged by itself. */
    private static Floor of(Measure rate, double target, double bound) {
        return new Floor(rate, target, List.of(), Optional.of(bound));
    }

    /** In words, for the table. */
    String text() {
        Stream<String> shares = relatives.stream().map(each -> each.text(rate.unit()));
        return Stream.concat(shares, absolute.map(rate.unit()::condition).stream())
                .collect(Collectors.joining(" or "));
    }
}
