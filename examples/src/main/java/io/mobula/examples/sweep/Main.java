package io.mobula.examples.sweep;

import io.mobula.api.Mobula;
import io.mobula.tune.Display;
import io.mobula.tune.LogUniform;
import io.mobula.tune.Results;
import io.mobula.tune.Scheduler;
import io.mobula.tune.SearchSpace;
import io.mobula.tune.Tuner;
import io.mobula.tune.Uniform;
import java.io.PrintStream;

/** Finds how to walk down a valley: sixteen configurations, of which ASHA goes on with the better ones. */
public final class Main {
    /** What is searched: a record, with a domain on each component. */
    record Walk(
            @LogUniform(min = 1e-3, max = 1) double rate,
            @Uniform(min = 0, max = 0.95) double momentum) {}

    /** What a trial reports after each step. */
    record Height(int step, double height) {}

    private Main() {}

    public static void main(String[] arguments) {
        try (Mobula mobula = Mobula.connect()) {
            run(mobula, System.out, Display.AUTO);
        }
    }

    static void run(Mobula mobula, PrintStream out, Display display) {
        Results<Walk, Height> results = Tuner.over(SearchSpace.of(Walk.class))
                .minimize(Height::height)
                .trials(16)
                .scheduler(Scheduler.asha(27))
                .seed(7)
                .display(display)
                .fit(mobula, "valley", (walk, trial) -> {
                    // Where it stands and how fast it goes is the checkpoint: a trial that is paused goes on from
                    // there.
                    double[] state = trial.checkpoint(double[].class).orElseGet(() -> new double[] {5, 0});
                    for (int step = trial.iteration(); step < 27; step++) {
                        state[1] = walk.momentum() * state[1] - walk.rate() * 2 * state[0];
                        state[0] += state[1];
                        trial.report(new Height(step, state[0] * state[0]), state);
                    }
                });
        var best = results.best();
        out.println(results.all().size() + " trials, best " + best.id() + " with a height under 1e-3: "
                + (best.last().height() < 1e-3));
    }
}
