package io.mobula.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured, in the order of the trials.
 *
 * <p>Thread safety: none; the measuring thread has it.
 */
final class Samples {
    /** A line of a measuring process that holds a sample begins so. */
    private static final String MARK = "sample ";

    /** Of an odd number of trials. */
    record Spread(double min, double median, double max) {
        static Spread of(List<Double> values) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }
    }

    private final Map<Measure, List<Double>> values = new EnumMap<>(Measure.class);

    void add(Measure measure, double value) {
        values.computeIfAbsent(measure, _ -> new ArrayList<>()).add(value);
    }

    List<Double> of(Measure measure) {
        return List.copyOf(values.getOrDefault(measure, List.of()));
    }

    /** Empty if it was not measured. */
    Optional<Spread> spread(Measure measure) {
        return Optional.of(of(measure)).filter(list -> !list.isEmpty()).map(Spread::of);
    }

    /** Trial by trial, the rate divided by the limit that was sampled beside it. */
    List<Double> ratios(Measure rate, Measure limit) {
        double[] rates = of(rate).stream().mapToDouble(Double::doubleValue).toArray();
        double[] limits = of(limit).stream().mapToDouble(Double::doubleValue).toArray();
        int pairs = Math.min(rates.length, limits.length);
        double[] ratios = new double[pairs];
        Arrays.setAll(ratios, i -> rates[i] / limits[i]);
        return Arrays.stream(ratios).boxed().toList();
    }

    /** Says a sample to the process that started this one. */
    static void say(Measure measure, double value) {
        System.out.println(MARK + measure + " " + value);
    }

    /** Takes a line of a measuring process; false if it is no sample. */
    boolean take(String line) {
        if (!line.startsWith(MARK)) return false;
        String[] words = line.split(" ", -1);
        add(Measure.valueOf(words[1]), Double.parseDouble(words[2]));
        return true;
    }
}
