package io.mobula.tune;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether a sweep came to nothing, and why. */
final class Failures {
    private static final int SHOWN = 3;

    private Failures() {}

    /**
     * Throws if every trial failed.
     *
     * @param causes the exceptions that ended trials, by number
     */
    static <C, M> void check(String sweep, List<Result<C, M>> all, Map<Integer, Throwable> causes) {
        if (!all.stream().allMatch(result -> result.status().isFailure())) return;
        Map<String, Long> counts = all.stream().collect(Collectors.groupingBy(Failures::kind, Collectors.counting()));
        String kinds = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("; "));
        String more = counts.size() > SHOWN ? "; and " + (counts.size() - SHOWN) + " other causes" : "";
        Optional<Throwable> first =
                causes.entrySet().stream().min(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
        throw new SweepException(
                SweepException.Code.SWEEP_FAILED,
                sweep,
                "has no result: all %d trials failed: %s%s. Run the trainable alone with one configuration, or retry(…) if the cause passes"
                        .formatted(all.size(), kinds, more),
                first.orElse(null));
    }

    private static <C, M> String kind(Result<C, M> result) {
        Function<String, String> firstLine = text -> text.lines().findFirst().orElse("");
        return result.status().word() + ": " + firstLine.apply(result.cause());
    }
}
