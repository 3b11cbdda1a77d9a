package io.mobula.tune.core;

import java.util.Arrays;
import java.util.List;

/** The scores of one trial, one for each iteration from 1 on; higher is better. Immutable. */
public final class Scores {
    static final Scores NONE = new Scores(new double[0]);

    private final double[] values;

    private Scores(double[] values) {
        this.values = values;
    }

    public static Scores of(double... values) {
        return new Scores(values.clone());
    }

    Scores with(double next) {
        double[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = next;
        return new Scores(longer);
    }

    /** The number of iterations reported. */
    public int size() {
        return values.length;
    }

    /** @param iteration from 1 */
    public double at(int iteration) {
        return values[iteration - 1];
    }

    /** The best one yet; there must be one. */
    double best() {
        return Arrays.stream(values).max().orElseThrow();
    }

    /** The mean of the first iterations, of all if there are fewer. */
    double mean(int iterations) {
        return Arrays.stream(values).limit(iterations).average().orElseThrow();
    }

    public List<Double> toList() {
        return Arrays.stream(values).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scores that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
