package io.mobula.bench;

import java.io.IOException;
import java.util.Map;

/** From the start of the first process to the first result, in JVMs started for each trial. */
final class StartTrials {
    private static final int NODES = 3;
    private static final int CPUS_PER_NODE = 1;
    /** A cluster takes seconds to come and to go, so fewer; odd, so that one is the median. */
    private static final int CLUSTERS = 3;

    private StartTrials() {}

    /** The first of each warms up the file cache. */
    static void run(Samples samples) throws IOException, InterruptedException {
        program(FirstResult.Nothing.class, Map.of());
        program(FirstResult.class, Map.of());
        for (int i = 0; i < Trial.COUNT; i++) {
            samples.add(Measure.BARE_JVM, program(FirstResult.Nothing.class, Map.of()));
            samples.add(Measure.START_EMBEDDED, program(FirstResult.class, Map.of()));
            if (i < CLUSTERS) cluster(samples, i == CLUSTERS - 1);
        }
    }

    private static void cluster(Samples samples, boolean last) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (LocalCluster cluster = LocalCluster.start(NODES, CPUS_PER_NODE)) {
            program(FirstResult.class, cluster.environment());
            samples.add(Measure.START_CLUSTER, (System.nanoTime() - start) / 1e9);
            if (last) IdleMemory.measure(cluster, samples);
        }
    }

    /** Seconds until a program has its first result. */
    private static double program(Class<?> main, Map<String, String> environment) throws IOException {
        long start = System.nanoTime();
        try (Jvm program = Jvm.program(main, environment)) {
            program.lineWith(FirstResult.SAID);
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
