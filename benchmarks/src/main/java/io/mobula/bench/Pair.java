package io.mobula.bench;

/**
 * A rate and what the machine gives for the least that could do the same, measured in turn: what disturbs one disturbs the other. To add a rate is to add a pair to the process that can measure it, its measures, and its floor.
 */
record Pair(Measure limit, Measure rate, Trials trials) {
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

    /** Steps one after the other: slices of both in turn, shorter than the machine's moods. */
    static Pair steps(Measure limit, Trial.Step limitStep, Measure rate, Trial.Step step) {
        return new Pair(limit, rate, () -> {
            System.gc();
            double limits = 0;
            double rates = 0;
            for (int i = 0; i < Trial.SLICES; i++) {
                limits += Trial.perSecond(limitStep);
                rates += Trial.perSecond(step);
            }
            return new Taken(limits / Trial.SLICES, rates / Trial.SLICES);
        });
    }

    /** Many at once. Each finds the heap empty: whether a collection falls into one would be luck. */
    static Pair bulks(Measure limit, Figure limitFigure, Measure rate, Figure figure) {
        return new Pair(limit, rate, () -> {
            System.gc();
            double limits = limitFigure.measure();
            System.gc();
            return new Taken(limits, figure.measure());
        });
    }

    /** Runs the pairs in turn, trial by trial, and says what they gave to the process that started this one. */
    static void run(Pair... pairs) throws Exception {
        for (int i = -Trial.WARM_UPS; i < Trial.COUNT; i++) {
            for (Pair pair : pairs) {
                Taken taken = pair.trials.take();
                if (i < 0) continue;
                Samples.say(pair.limit, taken.limit());
                Samples.say(pair.rate, taken.rate());
            }
        }
    }
}
