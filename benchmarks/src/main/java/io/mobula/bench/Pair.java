package io.mobula.bench;

import java.util.Optional;

/**
 * A rate and what the machine gives for the least that could do the same, measured in turn: what disturbs one disturbs the other. To add a rate is to add a pair to the process that can measure it, its measures, and its floor.
 */
record Pair(Optional<Measure> limit, Measure rate, Trials trials) {
    /** What one trial gave. */
    record Taken(double limit, double rate) {}

    @FunctionalInterface
    interface Trials {
        Taken take() throws Exception;
    }

    /** Returns a rate. */
    @FunctionalInterface
    interface Figure {
        double measure() throws Exception;
    }

    /**
     * Steps one after the other, in short slices of both in turn. The best slices count: whoever waits for another process is at the mercy of the scheduler, which gives a rate of a tenth in one slice and lets the next alone; other load
     * only ever makes a slice worse, and a loss is in the best ones too.
     */
    static Pair steps(Measure limit, Trial.Step limitStep, Measure rate, Trial.Step step) {
        return new Pair(Optional.of(limit), rate, () -> {
            System.gc();
            double limits = 0;
            double rates = 0;
            for (int i = 0; i < Trial.SLICES; i++) {
                limits = Math.max(limits, Trial.perSecond(limitStep));
                rates = Math.max(rates, Trial.perSecond(step));
            }
            return new Taken(limits, rates);
        });
    }

    /** Many at once. Each finds the heap empty: whether a collection falls into one would be luck. */
    static Pair bulks(Measure limit, Figure limitFigure, Measure rate, Figure figure) {
        return new Pair(Optional.of(limit), rate, () -> {
            System.gc();
            double limits = limitFigure.measure();
            System.gc();
            return new Taken(limits, figure.measure());
        });
    }

    /** Steps whose limit another pair of the same run samples: as another rate of Mobula's is. */
    static Pair steps(Measure rate, Trial.Step step) {
        return new Pair(Optional.empty(), rate, () -> {
            System.gc();
            double rates = 0;
            for (int i = 0; i < Trial.SLICES; i++) rates = Math.max(rates, Trial.perSecond(step));
            return new Taken(0, rates);
        });
    }

    /** As {@link #steps(Measure, Trial.Step)}, many at once. */
    static Pair bulks(Measure rate, Figure figure) {
        return new Pair(Optional.empty(), rate, () -> {
            System.gc();
            return new Taken(0, figure.measure());
        });
    }

    /** Runs the pairs in turn, trial by trial, and says what they gave to the process that started this one. */
    static void run(Pair... pairs) throws Exception {
        for (int i = -Trial.WARM_UPS; i < Trial.COUNT; i++) {
            for (Pair pair : pairs) {
                Taken taken = pair.trials.take();
                if (i < 0) continue;
                pair.limit.ifPresent(limit -> Samples.say(limit, taken.limit()));
                Samples.say(pair.rate, taken.rate());
            }
        }
    }
}
