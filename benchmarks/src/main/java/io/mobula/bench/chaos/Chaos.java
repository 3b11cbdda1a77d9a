package io.mobula.bench.chaos;

import io.mobula.api.Mobula;
import io.mobula.bench.LocalCluster;
import io.mobula.cli.cluster.SupervisorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A cluster under load and faults, and the questions that Ray's chaos tests ask afterwards: is every acknowledged report there once, are all resources back, is any object, actor, thread, descriptor or byte of heap left behind?
 *
 * <p>The load runs once without faults first: what the processes hold at rest after that is what they may hold at the end.
 */
public final class Chaos {
    private static final int CPUS = 2;
    private static final Duration CALM = Duration.ofSeconds(30);
    private static final Duration REST_LIMIT = Duration.ofSeconds(60);
    private static final double HEAP_GROWTH = 1.1;
    /** Of heaps this small a tenth is less than what comes and goes. */
    private static final long HEAP_SLACK_BYTES = 8 << 20;

    private static final int THREAD_SLACK = 16;
    private static final int DESCRIPTOR_SLACK = 24;

    private final LocalCluster cluster;
    private final Rest rest;
    private final Findings findings = new Findings();
    private final long begunNanos = System.nanoTime();

    private Chaos(LocalCluster cluster) {
        this.cluster = cluster;
        this.rest = new Rest(cluster);
    }

    public static void main(String[] arguments) throws Exception {
        Settings settings;
        try {
            settings = Settings.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(Settings.USAGE);
            System.exit(2);
            return;
        }
        List<String> found;
        try (var cluster = LocalCluster.start(settings.nodes(), CPUS)) {
            found = new Chaos(cluster).run(settings);
        }
        found.forEach(finding -> System.out.println("  FOUND " + finding));
        System.out.println(found.isEmpty() ? "Nothing was lost, doubled or left behind." : "The cluster failed.");
        System.exit(found.isEmpty() ? 0 : 1);
    }

    private List<String> run(Settings settings) throws Exception {
        Map<String, Footprint> before;
        try (Mobula mobula = Mobula.connect(cluster.options())) {
            load(mobula, () -> TimeUnit.NANOSECONDS.sleep(CALM.toNanos()));
            before = atRest(1);
            say("at rest after " + CALM.toSeconds() + " s of load without faults: " + before);
            var faults = new Faults(cluster, settings.seed(), this::say);
            load(mobula, () -> faults.run(settings.time()));
            say(faults.kills() + " kills, " + faults.pauses() + " pauses");
            Map<String, Footprint> after = atRest(1);
            say("at rest again: " + after);
            before.forEach((node, then) -> {
                Footprint now = after.get(node);
                if (now == null) findings.add(node + " has not come back");
                else compare(node, then, now);
            });
        }
        atRest(0);
        return findings.list();
    }

    /** Something that takes its time. */
    private interface Meanwhile {
        void pass() throws Exception;
    }

    private void load(Mobula mobula, Meanwhile meanwhile) throws Exception {
        List<Load> loads = List.of(
                new TaskLoad(mobula),
                new NestedLoad(mobula),
                new ObjectLoad(mobula),
                new ActorLoad(mobula),
                new LedgerLoad(mobula));
        var goesOn = new AtomicBoolean(true);
        var ends = new ArrayList<CompletableFuture<Void>>();
        for (Load load : loads) ends.add(start(load, goesOn));
        meanwhile.pass();
        goesOn.set(false);
        long limit = System.nanoTime() + 2 * REST_LIMIT.toNanos();
        for (int i = 0; i < loads.size(); i++) {
            try {
                ends.get(i).get(Math.max(0, limit - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException stuck) {
                findings.add("does not end: " + loads.get(i).standing() + "; threads in " + dumps());
            }
        }
        for (Load load : loads) {
            load.violations().forEach(findings::add);
            say(load.done() + " " + load.name());
            if (findings.list().isEmpty()) load.end();
        }
    }

    /** What all nodes are at, in files. */
    private Path dumps() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("mobula-chaos-threads");
        for (SupervisorState.Node node : cluster.nodes())
            Files.writeString(folder.resolve(node.name() + ".txt"), Footprint.threads(node.pid()));
        return folder;
    }

    private static CompletableFuture<Void> start(Load load, AtomicBoolean goesOn) {
        var end = new CompletableFuture<Void>();
        Thread.ofPlatform().daemon().name("load-" + load.name()).start(() -> {
            try {
                load.run(goesOn::get);
                end.complete(null);
            } catch (InterruptedException | RuntimeException | Error failure) {
                end.completeExceptionally(failure);
            }
        });
        return end;
    }

    /** Waits until nothing is left of the work; what is left after the limit is a finding. */
    private Map<String, Footprint> atRest(int drivers) throws IOException, InterruptedException {
        long end = System.nanoTime() + REST_LIMIT.toNanos();
        List<String> unrest = rest.unrest(drivers);
        while (!unrest.isEmpty() && System.nanoTime() < end) {
            System.gc(); // refs that nobody holds any more are told of by their collection
            TimeUnit.MILLISECONDS.sleep(500);
            unrest = rest.unrest(drivers);
        }
        unrest.forEach(left -> findings.add("left behind: " + left));
        var footprints = new LinkedHashMap<String, Footprint>();
        for (SupervisorState.Node node : cluster.nodes()) footprints.put(node.name(), Footprint.of(node.pid()));
        footprints.put("driver", Footprint.of(ProcessHandle.current().pid()));
        return footprints;
    }

    private void compare(String process, Footprint before, Footprint after) {
        if (after.threads() > before.threads() + THREAD_SLACK)
            findings.add(process + " has " + after.threads() + " threads, " + before.threads() + " before");
        if (after.descriptors() > before.descriptors() + DESCRIPTOR_SLACK)
            findings.add(process + " has " + after.descriptors() + " descriptors, " + before.descriptors() + " before");
        if (after.heapBytes() > before.heapBytes() * HEAP_GROWTH + HEAP_SLACK_BYTES)
            findings.add(process + " has a heap of " + after + ", before it was " + before);
    }

    private void say(String text) {
        System.out.printf("%7.1f s  %s%n", (System.nanoTime() - begunNanos) / 1e9, text);
    }
}
