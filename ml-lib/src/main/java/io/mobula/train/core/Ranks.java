package io.mobula.train.core;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sets of ranks, and their words. */
final class Ranks {
    private static final double NANOS_PER_SECOND = 1e9;

    private Ranks() {}

    static SortedSet<Integer> all(int count) {
        return IntStream.range(0, count).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    static SortedSet<Integer> with(SortedSet<Integer> ranks, int rank) {
        var next = new TreeSet<>(ranks);
        next.add(rank);
        return next;
    }

    static SortedSet<Integer> without(SortedSet<Integer> ranks, Collection<Integer> others) {
        var next = new TreeSet<>(ranks);
        next.removeAll(others);
        return next;
    }

    static String name(int rank, String node) {
        return "rank " + rank + " (" + node + ")";
    }

    /** {@code rank 1}, {@code ranks 0, 2}. */
    static String list(Collection<Integer> ranks) {
        String numbers = ranks.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return (ranks.size() == 1 ? "rank " : "ranks ") + numbers;
    }

    static String list(Collection<Integer> ranks, List<String> names) {
        return ranks.stream().map(names::get).collect(Collectors.joining(", "));
    }

    /** {@code 60 s}, {@code 0.5 s}. */
    static String seconds(long nanos) {
        double seconds = nanos / NANOS_PER_SECOND;
        return (seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : String.valueOf(seconds)) + " s";
    }
}
