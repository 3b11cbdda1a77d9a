package io.mobula.bench;

import java.io.IOException;
import java.util.Map;

/**
 * From the start of the first process to the first result, in JVMs started for each trial.
 *
 * <p>The time is what a user sees; the CPU time of all processes together is what is judged closely, because other load leaves it nearly as it is.
 */
final class StartTrials {
    private static final int NODES = 3;
    private static final int CPUS_PER_NODE = 1;
    /** Of each; odd, so that one is the median. */
    private static final int STARTS = 3;

    private StartTrials() {}

    /** The first of each warms up the file cache. */
    static void run(Samples samples) throws IOException {
        var warmUp = new Samples();
        program(warmUp, FirstResult.Compiler.class, Measure.COMPILER, Measure.COMPILER_CPU);
        program(warmUp, FirstResult.class, Measure.START_EMBEDDED, Measure.START_EMBEDDED_CPU);
        for (int i = 0; i < STARTS; i++) {
            program(samples, FirstResult.Compiler.class, Measure.COMPILER, Measure.COMPILER_CPU);
            program(samples, FirstResult.class, Measure.START_EMBEDDED, Measure.START_EMBEDDED_CPU);
            cluster(samples, i == STARTS - 1);
        }
    }

    private static void program(Samples samples, Class<?> main, Measure time, Measure cpuTime) throws IOException {
        long start = System.nanoTime();
        try (Jvm program = Jvm.program(main, Map.of())) {
            double cpuSeconds = FirstResult.await(program);
            samples.add(time, (System.nanoTime() - start) / 1e9);
            samples.add(cpuTime, cpuSeconds);
        }
    }

    private static void cluster(Samples samples, boolean last) throws IOException {
        long start = System.nanoTime();
        try (LocalCluster cluster = LocalCluster.start(NODES, CPUS_PER_NODE);
                Jvm driver = Jvm.program(FirstResult.class, cluster.environment())) {
            double cpuSeconds = FirstResult.await(driver);
            samples.add(Measure.START_CLUSTER, (System.nanoTime() - start) / 1e9);
            samples.add(Measure.START_CLUSTER_CPU, cpuSeconds + cluster.cpuSeconds());
            if (last) IdleMemory.measure(cluster, samples);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The measurement was interrupted", e);
        }
    }
}
