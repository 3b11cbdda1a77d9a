package io.mobula.examples.training;

import io.mobula.api.Mobula;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.train.Result;
import io.mobula.train.Trainer;
import io.mobula.train.collective.Op;
import java.io.PrintStream;
import java.util.Locale;

/** Two workers fit one line to points that each of them has half of. */
public final class Main {
    private static final int POINTS = 64;
    private static final int EPOCHS = 200;

    /** What all ranks report after an epoch. */
    record Epoch(int epoch, double error) {}

    private Main() {}

    public static void main(String[] arguments) {
        try (Mobula mobula = Mobula.connect()) {
            run(mobula, System.out);
        }
    }

    static void run(Mobula mobula, PrintStream out) {
        Result<double[]> result = Trainer.workers(2)
                .resources(Resources.cpus(0.5))
                .strategy(Strategy.SPREAD)
                .fit(mobula, "line", worker -> {
                    double[] line = worker.checkpoint(double[].class).orElseGet(() -> new double[2]);
                    for (int epoch = worker.iteration(); epoch < EPOCHS; epoch++) {
                        double[] gradient = new double[3]; // of slope and height; and the error
                        for (int i = worker.rank(); i < POINTS; i += worker.size()) {
                            double x = i / (double) POINTS;
                            double off = line[0] * x + line[1] - (3 * x - 1);
                            gradient[0] += off * x;
                            gradient[1] += off;
                            gradient[2] += off * off;
                        }
                        worker.collective().allReduce(gradient, Op.SUM); // the same bits on both
                        line[0] -= gradient[0] / POINTS;
                        line[1] -= gradient[1] / POINTS;
                        worker.report(new Epoch(epoch, gradient[2] / POINTS), line);
                    }
                    return line;
                });
        out.println(String.format(
                Locale.ROOT,
                "y = %.2f x %+.2f after %d epochs on 2 workers",
                result.value()[0],
                result.value()[1],
                result.reports().size()));
    }
}
