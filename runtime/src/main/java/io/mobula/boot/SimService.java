package io.mobula.boot;

import io.mobula.cli.SimRunner;
import io.mobula.sim.SimFailure;
import io.mobula.sim.SimWorld;
import java.io.PrintWriter;
import java.util.TreeMap;

/** {@code mobula sim}. */
public final class SimService implements SimRunner {
    @Override
    public int run(Request request, PrintWriter out) {
        long start = System.nanoTime();
        var probes = new TreeMap<String, Integer>();
        long tasks = 0;
        long failed = 0;
        long deaths = 0;
        long steps = 0;
        for (long seed = request.firstSeed(); seed < request.firstSeed() + request.seeds(); seed++) {
            SimWorld.Report report;
            try {
                report = SimWorld.run(seed);
            } catch (SimFailure failure) {
                out.println(failure.getMessage());
                out.flush();
                return 1;
            }
            tasks += report.tasks();
            failed += report.failed();
            deaths += report.deaths();
            steps += report.steps();
            report.probes().forEach((probe, times) -> probes.merge(probe, times, Integer::sum));
            long done = seed - request.firstSeed() + 1;
            if (done % 500 == 0) out.printf("  %,d seeds, %,d steps%n", done, steps);
            out.flush();
        }
        out.printf(
                "%,d seeds kept every invariant: %,d tasks (%,d failed as they should), %,d deaths, %,d steps, %.1f"
                        + " s%n",
                request.seeds(), tasks, failed, deaths, steps, (System.nanoTime() - start) / 1e9);
        probes.forEach((probe, times) -> out.printf("  %,d × %s%n", times, probe));
        out.flush();
        return 0;
    }
}
