package io.mobula.bench;

import java.util.List;
import java.util.Optional;

/**
 * A rate beside its floor.
 *
 * <p>Of a rate with a limit the median of the ratios is judged, trial by trial; of a figure of its own, the best trial: other load only ever makes it worse. A rate has failed when it reaches neither.
 *
 * @param spread empty if the rate could not be measured, which is a failure
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
        List<Double> ratios = floor.relative()
                .map(relative -> ratios(floor.rate(), relative, samples))
                .orElse(List.of());
        Optional<Samples.Spread> ratio = ratios.isEmpty() ? Optional.empty() : Optional.of(Samples.Spread.of(ratios));
        return new Verdict(floor, spread, ratio, outcome(floor, spread, ratio));
    }

    private static List<Double> ratios(Measure rate, Floor.Relative relative, Samples samples) {
        List<Double> ratios = samples.ratios(rate, relative.limit());
        if (relative.judged() == Floor.Judged.MEDIAN || ratios.isEmpty()) return ratios;
        return List.of(best(samples, rate) / best(samples, relative.limit()));
    }

    private static double best(Samples samples, Measure measure) {
        return best(measure.unit(), samples.spread(measure).orElseThrow());
    }

    static List<Verdict> all(Samples samples) {
        return Floor.ALL.stream().map(floor -> of(floor, samples)).toList();
    }

    private static Outcome outcome(Floor floor, Optional<Samples.Spread> spread, Optional<Samples.Spread> ratio) {
        if (spread.isEmpty()) return Outcome.FAILED;
        Unit unit = floor.rate().unit();
        boolean share = floor.relative()
                .filter(to -> ratio.isPresent() && unit.reaches(ratio.get().median(), to.bound()))
                .isPresent();
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
