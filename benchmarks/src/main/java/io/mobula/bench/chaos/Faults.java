package io.mobula.bench.chaos;

import io.mobula.bench.LocalCluster;
import io.mobula.cli.cluster.SupervisorState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Kills a worker at one pace and pauses one at another; the control node is left alone. A paused one may be declared dead meanwhile, and comes back as a zombie. */
final class Faults {
    private static final Duration KILL_EVERY = Duration.ofSeconds(20);
    private static final Duration PAUSE_EVERY = Duration.ofSeconds(30);
    private static final int PAUSE_SECONDS_MAX = 8;

    private final LocalCluster cluster;
    private final Random random;
    private final Consumer<String> told;
    /** Whose node was killed last; empty before the first. */
    private String killed = "";

    private int kills;
    private int pauses;

    Faults(LocalCluster cluster, long seed, Consumer<String> told) {
        this.cluster = cluster;
        this.random = new Random(seed);
        this.told = told;
    }

    int kills() {
        return kills;
    }

    int pauses() {
        return pauses;
    }

    /** Returns when the time is up; no process is paused then. */
    void run(Duration time) throws InterruptedException, IOException {
        long begun = System.nanoTime();
        long end = begun + time.toNanos();
        long nextKill = begun + KILL_EVERY.toNanos() / 2;
        long nextPause = begun + PAUSE_EVERY.toNanos();
        while (true) {
            long next = Math.min(nextKill, nextPause);
            if (next - end >= 0) {
                TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
                return;
            }
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            if (next == nextKill) {
                kill();
                nextKill += KILL_EVERY.toNanos();
            } else {
                pause();
                nextPause += PAUSE_EVERY.toNanos();
            }
        }
    }

    /** Another than the last time, if there is one: of one node the supervisor restarts only three in a minute. */
    private void kill() throws IOException, InterruptedException {
        List<SupervisorState.Node> others =
                workers().stream().filter(node -> !node.name().equals(killed)).toList();
        SupervisorState.Node victim = one(others.isEmpty() ? workers() : others);
        signal("KILL", victim);
        killed = victim.name();
        kills++;
        told.accept("kill -9 " + victim.name());
    }

    private void pause() throws IOException, InterruptedException {
        SupervisorState.Node victim = one(workers());
        int seconds = 1 + random.nextInt(PAUSE_SECONDS_MAX);
        signal("STOP", victim);
        told.accept("SIGSTOP " + victim.name() + " for " + seconds + " s");
        TimeUnit.SECONDS.sleep(seconds);
        signal("CONT", victim);
        pauses++;
    }

    private SupervisorState.Node one(List<SupervisorState.Node> nodes) {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private List<SupervisorState.Node> workers() {
        return cluster.nodes().stream().filter(node -> !node.control()).toList();
    }

    /** A process that is gone meanwhile needs no signal. */
    private static void signal(String name, SupervisorState.Node node) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(node.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
