package io.mobula.tune;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came out of a sweep.
 *
 * <p>Thread safety: immutable.
 *
 * @param <C> the configuration record
 * @param <M> the metrics record
 */
public final class Results<C, M> {
    private final String sweep;
    private final Objective.Direction direction;
    private final List<Result<C, M>> all;

    Results(String sweep, Objective.Direction direction, List<Result<C, M>> all) {
        this.sweep = sweep;
        this.direction = direction;
        this.all = List.copyOf(all);
    }

    /**
     * The trial whose newest report is best of those that {@linkplain Result#counts count}; of equals the one with the lower number.
     *
     * <p>Failure: {@link SweepException} if none counts.
     */
    public Result<C, M> best() {
        return find(all, direction)
                .orElseThrow(() -> new SweepException(
                        SweepException.Code.SWEEP_EMPTY,
                        sweep,
                        "has no best trial: of " + all.size()
                                + " trials, none reported and ended without a failure. See all() for each one's status and cause",
                        null));
    }

    /** All trials, in the order of their numbers. */
    public List<Result<C, M>> all() {
        return all;
    }

    /** Those that failed. */
    public List<Result<C, M>> failures() {
        return all.stream().filter(result -> result.status().isFailure()).toList();
    }

    /** For people: one line per trial, the best first, failures last. */
    public String table() {
        return ResultTable.text(ranked());
    }

    /**
     * Writes one line per trial, in the order of their numbers: what became of it, the components of its configuration, those of its last metrics. RFC 4180; a component inside another is named {@code optimizer.momentum}, what a variant does not have is empty.
     */
    public void toCsv(Path file) throws IOException {
        ResultFiles.csv(all, file);
    }

    /** Writes everything, every report among it, as one JSON document. Numbers that are not finite are written as strings. */
    public void toJson(Path file) throws IOException {
        ResultFiles.json(sweep, direction, all, file);
    }

    private List<Result<C, M>> ranked() {
        return all.stream()
                .sorted(Comparator.<Result<C, M>, Boolean>comparing(result -> !result.counts())
                        .thenComparing(order(direction)))
                .toList();
    }

    static <C, M> Optional<Result<C, M>> find(List<Result<C, M>> results, Objective.Direction direction) {
        return results.stream().filter(Result::counts).min(order(direction));
    }

    /** The better one first; those without a value last. A stable sort leaves equals in the order of their numbers. */
    private static <C, M> Comparator<Result<C, M>> order(Objective.Direction direction) {
        return Comparator.comparingDouble(result -> switch (direction) {
            case MAXIMIZE -> -result.value().orElse(Double.NEGATIVE_INFINITY);
            case MINIMIZE -> result.value().orElse(Double.POSITIVE_INFINITY);
        });
    }
}
