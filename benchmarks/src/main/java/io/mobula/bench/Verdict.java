package io.mobula.bench;

import java.util.List;
import java.util.Optional;

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
        Optional<Samples.Spread> ratio =
                floor.relatives().stream().findFirst().flatMap(relative -> ratio(floor.rate(), relative, samples));
        return new Verdict(floor, samples.spread(floor.rate()), ratio, outcome(floor, samples));
    }

    /** Empty if one of both was not measured. */
    private static Optional<Samples.Spread> ratio(Measure rate, Floor.Relative relative, Samples samples) {
        return Optional.of(ratios(rate, relative, samples))
                .filter(ratios -> !ratios.isEmpty())
                .map(Samples.Spread::of);
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

    private static Outcome outcome(Floor floor, Samples samples) {
        Optional<Samples.Spread> spread = samples.spread(floor.rate());
        if (spread.isEmpty()) return Outcome.FAILED;
        Unit unit = floor.rate().unit();
        boolean share = floor.relatives().stream()
                .anyMatch(relative -> ratio(floor.rate(), relative, samples)
                        .filter(ratio -> unit.reaches(ratio.median(), relative.bound()))
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
