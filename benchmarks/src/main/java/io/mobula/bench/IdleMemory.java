package io.mobula.bench;

import io.mobula.cli.cluster.SupervisorState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the nodes of a cluster hold in memory when nothing has happened for a while and the heap has been collected. */
final class IdleMemory {
    private static final Duration IDLE = Duration.ofSeconds(4);
    private static final double KIB_PER_MIB = 1024;

    private IdleMemory() {}

    static void measure(LocalCluster cluster, Samples samples) throws IOException, InterruptedException {
        Thread.sleep(IDLE);
        for (SupervisorState.Node node : cluster.nodes()) {
            collect(node.pid());
            Measure measure = node.control() ? Measure.IDLE_CONTROL : Measure.IDLE_WORKER;
            samples.add(measure, residentKib(node.pid()) / KIB_PER_MIB);
        }
    }

    private static void collect(long pid) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        run(jcmd, Long.toString(pid), "GC.run");
    }

    private static long residentKib(long pid) throws IOException, InterruptedException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) return Long.parseLong(run("ps", "-o", "rss=", "-p", Long.toString(pid)));
        for (String line : Files.readAllLines(status))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", ""));
        throw new IOException("The resident memory of process " + pid + " is not in " + status);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) throw new IOException(String.join(" ", command) + " failed: " + said);
        return said;
    }
}
