package io.mobula.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A rate beside its floor.
 *
 * <p>Of a rate with a limit the median of the ratios is judged, trial by trial; of a figure of its own, the best trial: other load only ever makes it worse. A rate has failed when it reaches neither.
 *
 * @param spread empty if the rate could not be measured, which is a failure
 * @param ratio to the first of its limits
 */
record Verdict(Floor floor, Optional<Samples.Spread> spread, Optional<Samples.Spread> ratio, Outcome outcome) {
    enum Outcome {
        OK("ok"),
        UNDER_TARGET("ok, target missed"),
        FAILED("FAILED");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static Verdict of(Floor floor, Samples samples) {
        Optional<Samples.Spread> spread = samples.spread(floor.rate());
        List<Optional<Samples.Spread>> ratios = floor.relatives().stream()
                .map(relative -> spreadOf(ratios(floor.rate(), relative, samples)))
                .toList();
        return new Verdict(
                floor, spread, ratios.isEmpty() ? Optional.empty() : ratios.getFirst(), outcome(floor, spread, ratios));
    }

    private static Optional<Samples.Spread> spreadOf(List<Double> ratios) {
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Samples.Spread.of(ratios));
    }

    private static List<Double> ratios(Measure rate, Floor.Relative relative, Samples samples) {
        List<Double> ratios = samples.ratios(rate, relative.limit());
        if (ratios.isEmpty()) return ratios;
        return switch (relative.judged()) {
            case MEDIAN -> ratios;
            case BEST -> List.of(best(samples, rate) / best(samples, relative.limit()));
            case TIME -> List.of(median(samples, rate) * median(samples, relative.limit()) / relative.usual());
        };
    }

    private static double median(Samples samples, Measure measure) {
        return samples.spread(measure).orElseThrow().median();
    }

    private static double best(Samples samples, Measure measure) {
        return best(measure.unit(), samples.spread(measure).orElseThrow());
    }

    static List<Verdict> all(Samples samples) {
        return Floor.ALL.stream().map(floor -> of(floor, samples)).toList();
    }

    private static Outcome outcome(
            Floor floor, Optional<Samples.Spread> spread, List<Optional<Samples.Spread>> ratios) {
        if (spread.isEmpty()) return Outcome.FAILED;
        Unit unit = floor.rate().unit();
        boolean share = IntStream.range(0, ratios.size())
                .anyMatch(i -> ratios.get(i)
                        .filter(ratio -> unit.reaches(
                                ratio.median(), floor.relatives().get(i).bound()))
                        .isPresent());
        boolean own = floor.absolute()
                .filter(bound -> unit.reaches(best(unit, spread.get()), bound))
                .isPresent();
        if (!share && !own) return Outcome.FAILED;
        return unit.reaches(spread.get().median(), floor.target()) ? Outcome.OK : Outcome.UNDER_TARGET;
    }

    private static double best(Unit unit, Samples.Spread spread) {
        return unit.reaches(spread.max(), spread.min()) ? spread.max() : spread.min();
    }
}
