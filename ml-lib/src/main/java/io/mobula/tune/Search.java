package io.mobula.tune;

import io.mobula.tune.point.Halton;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which configurations of a space are tried.
 *
 * <p>The configuration of a trial depends on the sweep's seed and the trial's number alone, not on when or where the trial runs.
 */
public sealed interface Search {
    /** Each on its own at random. */
    record Random() implements Search {}

    /** Every combination of every component's values. */
    record Grid() implements Search {}

    /** Points that fill the space more evenly than random ones. Source: see {@link Halton}. */
    record QuasiRandom() implements Search {}

    static Search random() {
        return new Random();
    }

    /** As many trials as the grid has points; fewer, if {@link Tuner#trials} says so, then the first ones. */
    static Search grid() {
        return new Grid();
    }

    static Search quasiRandom() {
        return new QuasiRandom();
    }

    /** The configurations of all trials, by their numbers. */
    default <C> List<C> configs(SearchSpace<C> space, OptionalInt trials, long seed) {
        return switch (this) {
            case Random() -> {
                List<C> configs = new ArrayList<>();
                for (int trial = 0; trial < trials.orElse(Tuner.DEFAULT_TRIALS); trial++) {
                    configs.add(space.sample(seed, trial));
                }
                yield List.copyOf(configs);
            }
            case QuasiRandom() -> {
                Halton points = new Halton(space.dimensions(), seed);
                List<C> configs = new ArrayList<>();
                for (int trial = 0; trial < trials.orElse(Tuner.DEFAULT_TRIALS); trial++) {
                    configs.add(space.at(points.point(trial)));
                }
                yield List.copyOf(configs);
            }
            case Grid() -> grid(space, trials);
        };
    }

    private static <C> List<C> grid(SearchSpace<C> space, OptionalInt trials) {
        long size = space.gridSize();
        if (trials.isPresent() && trials.getAsInt() > size) {
            throw new IllegalArgumentException(
                    "%d trials of a grid of %d points: leave out trials(…) to try each point once"
                            .formatted(trials.getAsInt(), size));
        }
        if (trials.isEmpty() && size > Tuner.MOST_TRIALS) {
            throw new IllegalArgumentException(
                    "The grid has %d points, more than the %d trials a sweep may have: fewer points, or trials(n) for the first n"
                            .formatted(size, Tuner.MOST_TRIALS));
        }
        List<C> configs = new ArrayList<>();
        for (int trial = 0; trial < trials.orElse((int) size); trial++) configs.add(space.gridAt(trial));
        return List.copyOf(configs);
    }
}
