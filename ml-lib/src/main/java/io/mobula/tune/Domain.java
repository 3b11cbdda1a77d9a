package io.mobula.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The values one component may take.
 *
 * <p>Failure: a domain that holds nothing, or names a value twice, is an {@code IllegalArgumentException} where it is made.
 *
 * @param <V> the component's type
 */
public sealed interface Domain<V> {
    /**
     * The value at this part of the domain: equal parts of [0, 1) lead to equally likely values.
     *
     * @param unit in [0, 1)
     */
    V at(double unit);

    /** The values that a grid tries; empty if their number is not given. */
    List<V> grid();

    /** In [min, max), every value as likely as any other. */
    static Real uniform(double min, double max) {
        return new Real(min, max, Scale.LINEAR, OptionalInt.empty());
    }

    /** In [min, max), the logarithm uniform. */
    static Real logUniform(double min, double max) {
        return new Real(min, max, Scale.LOG, OptionalInt.empty());
    }

    /** {@code min}, {@code min + step}, … up to {@code max}. */
    static Domain<Integer> range(int min, int max, int step) {
        return new Steps(min, max, step);
    }

    /** From {@code min} to {@code max}, both included, uniform on a logarithmic scale. */
    static LogWhole logRange(int min, int max) {
        return new LogWhole(min, max, OptionalInt.empty());
    }

    /** One of these. */
    @SafeVarargs
    static <V> Domain<V> choice(V... values) {
        List<V> all = new ArrayList<>();
        for (V value : values) all.add(value);
        return new Values<>(all);
    }

    /** How values are spread. */
    enum Scale {
        LINEAR,
        LOG
    }

    /**
     * A continuous range.
     *
     * @param points how many values a grid tries
     */
    record Real(double min, double max, Scale scale, OptionalInt points) implements Domain<Double> {
        public Real {
            boolean finite = Double.isFinite(min) && Double.isFinite(max);
            if (!finite || min >= max) throw new IllegalArgumentException(span(min, max) + " needs min < max");
            if (scale == Scale.LOG && min <= 0) {
                throw new IllegalArgumentException(span(min, max) + " on a logarithmic scale needs min > 0");
            }
            checkPoints(points);
        }

        /** With a number of values for a grid, evenly spaced on its scale, both ends among them. */
        public Real points(int count) {
            return new Real(min, max, scale, OptionalInt.of(count));
        }

        @Override
        public Double at(double unit) {
            return Math.clamp(between(unit), min, Math.nextDown(max));
        }

        @Override
        public List<Double> grid() {
            int count = points.orElse(0);
            return IntStream.range(0, count)
                    .mapToObj(i -> i == 0 ? min : i == count - 1 ? max : between((double) i / (count - 1)))
                    .toList();
        }

        /** Of {@link StrictMath}, so that every JVM tries the same value. */
        private double between(double share) {
            return switch (scale) {
                case LINEAR -> min + share * (max - min);
                case LOG -> min * StrictMath.exp(share * StrictMath.log(max / min));
            };
        }
    }

    /** Whole numbers at equal distances. */
    record Steps(int min, int max, int step) implements Domain<Integer> {
        public Steps {
            if (min >= max) throw new IllegalArgumentException(span(min, max) + " needs min < max");
            if (step < 1) throw new IllegalArgumentException("step " + step + ": it must be 1 or more");
        }

        @Override
        public Integer at(double unit) {
            return value((long) (unit * count()));
        }

        @Override
        public List<Integer> grid() {
            return IntStream.range(0, Math.toIntExact(count()))
                    .mapToObj(this::value)
                    .toList();
        }

        private long count() {
            return ((long) max - min) / step + 1;
        }

        private int value(long index) {
            return (int) (min + index * step);
        }
    }

    /**
     * Whole numbers, uniform on a logarithmic scale.
     *
     * @param points how many values a grid tries
     */
    record LogWhole(int min, int max, OptionalInt points) implements Domain<Integer> {
        private static final double HALF = 0.5;

        public LogWhole {
            if (min >= max) throw new IllegalArgumentException(span(min, max) + " needs min < max");
            if (min <= 0) {
                throw new IllegalArgumentException(span(min, max) + " on a logarithmic scale needs min > 0");
            }
            checkPoints(points);
        }

        /** With a number of values for a grid; neighbours that round to the same number count once. */
        public LogWhole points(int count) {
            return new LogWhole(min, max, OptionalInt.of(count));
        }

        /** Each number has the part of the scale that rounds to it. */
        @Override
        public Integer at(double unit) {
            double low = min - HALF;
            return round(low * StrictMath.exp(unit * StrictMath.log((max + HALF) / low)));
        }

        @Override
        public List<Integer> grid() {
            int count = points.orElse(0);
            return IntStream.range(0, count)
                    .mapToObj(i -> round(min * StrictMath.exp(StrictMath.log((double) max / min) * i / (count - 1))))
                    .distinct()
                    .toList();
        }

        private int round(double value) {
            return Math.clamp(Math.round(value), min, max);
        }
    }

    /** These and no others. */
    record Values<V>(List<V> values) implements Domain<V> {
        public Values {
            values = List.copyOf(values);
            if (values.isEmpty()) throw new IllegalArgumentException("a choice of nothing: name its values");
            Set<V> seen = new HashSet<>();
            for (V value : values) {
                if (!seen.add(value)) throw new IllegalArgumentException("the choice names " + value + " twice");
            }
        }

        @Override
        public V at(double unit) {
            return values.get((int) (unit * values.size()));
        }

        @Override
        public List<V> grid() {
            return values;
        }
    }

    private static String span(Number min, Number max) {
        return "a range from " + min + " to " + max;
    }

    private static void checkPoints(OptionalInt points) {
        if (points.isPresent() && points.getAsInt() < 2) {
            throw new IllegalArgumentException("points " + points.getAsInt() + ": a grid needs 2 or more of a range");
        }
    }
}
