package io.mobula.train;

import io.mobula.train.WorkerActor.Whereabouts;
import io.mobula.train.collective.Position;
import io.mobula.train.collective.Position.Inside;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which ranks a group waits for, by what each says of itself.
 *
 * @param names of the ranks, {@code rank 1 (node-2)}
 * @param answers by rank; those that gave none are not in it
 */
record Hang(List<String> names, SortedMap<Integer, Whereabouts> answers) {
    /** {@code rank 1 (node-2) did not arrive at all-reduce 7 (…) within 60 s; rank 0 (node-1) did. …}; empty if all are equally far, or none is in a call. */
    Optional<String> text(Duration waited) {
        Optional<Position> front = answers.values().stream()
                .flatMap(answer -> answer.position().stream())
                .max((one, other) -> Long.compare(one.sequence(), other.sequence()));
        if (front.isEmpty() || front.get().sequence() == 0) return Optional.empty();
        List<Integer> there = new ArrayList<>();
        List<Integer> missing = new ArrayList<>();
        for (int rank = 0; rank < names.size(); rank++) (isAt(rank, front.get()) ? there : missing).add(rank);
        if (missing.isEmpty()) return Optional.empty();
        return Optional.of(list(missing) + " did not arrive at " + front.get().call() + " within " + seconds(waited)
                + "; " + list(there) + " did. " + detail(missing));
    }

    private boolean isAt(int rank, Position front) {
        Whereabouts answer = answers.get(rank);
        return answer != null
                && answer.position()
                        .filter(position -> position.sequence() == front.sequence())
                        .isPresent();
    }

    private String list(List<Integer> ranks) {
        return ranks.stream().map(names::get).collect(Collectors.joining(", "));
    }

    /** Where the ranks are that wait in no report, one sentence for each. */
    String detail() {
        return detail(IntStream.range(0, names.size())
                .filter(rank -> !isReporting(rank))
                .boxed()
                .toList());
    }

    private boolean isReporting(int rank) {
        Whereabouts answer = answers.get(rank);
        return answer != null && answer.waiting().isPresent();
    }

    private String detail(List<Integer> ranks) {
        return ranks.stream().map(this::where).collect(Collectors.joining(" "));
    }

    private String where(int rank) {
        Whereabouts answer = answers.get(rank);
        if (answer == null) return names.get(rank) + " does not answer.";
        String after = answer.position()
                .filter(position -> position.sequence() > 0)
                .map(position ->
                        (position.inside() == Inside.CALL ? "in " : "in its own code after ") + position.call())
                .orElse("in its own code");
        String stack = answer.stack().isEmpty() ? "" : ", at " + String.join(" ← ", answer.stack());
        return names.get(rank) + " is " + after + stack + ".";
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
