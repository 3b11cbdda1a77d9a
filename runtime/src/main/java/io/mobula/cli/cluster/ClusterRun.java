package io.mobula.cli.cluster;

import io.mobula.cli.cluster.SupervisorState.Phase;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Figures;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One run of a cluster in the foreground: plan, start, wait until every node is in the view, then supervise until asked to stop.
 *
 * <p>It ends on SIGTERM, SIGINT, or when every node has ended; no node outlives it.
 */
public final class ClusterRun {
    /** How long the nodes may take to find one another. */
    static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /** Counts the nodes that the cluster itself says are in it; 0 while nobody answers. */
    @FunctionalInterface
    public interface Census {
        int nodesInView(String address, String token);
    }

    private final UpRequest request;
    private final Census census;
    private final Console console;
    private final CountDownLatch ended = new CountDownLatch(1);

    public ClusterRun(UpRequest request, Census census, Console console) {
        this.request = request;
        this.census = census;
        this.console = console;
    }

    /** Returns when the cluster has stopped. */
    public void run() throws InterruptedException {
        ClusterFolder folder = request.folder();
        if (!folder.isInitialised()) folder.initialise();
        SupervisorLock lock = SupervisorLock.tryTake(folder).orElseThrow(() -> alreadyRuns(folder));
        try (lock) {
            supervise(folder);
        }
    }

    private void supervise(ClusterFolder folder) throws InterruptedException {
        MobulaConfig base = base(folder);
        List<NodePlan> plans =
                new ClusterPlanner(folder, base).plan(request.nodes(), request.keepers(), request.cpusPerNode());
        if (base.tls().on()) PlannedCertificates.make(folder, base, plans);
        Supervisor supervisor =
                new Supervisor(RestartBudget.DEFAULT, System::nanoTime, line -> console.line("  " + line));
        Thread hook = new Thread(() -> stopAndWait(supervisor), "stop-nodes");
        Runtime.getRuntime().addShutdownHook(hook);
        if (request.life() == UpRequest.Life.UNTIL_STDIN_ENDS) StdinEnd.onEnd(supervisor::requestStop);
        try {
            supervisor.start(plans.stream().map(plan -> launch(folder, plan)).toList());
            state(Phase.STARTING, folder, plans, supervisor.pids()).write(folder);
            if (!awaitAllInView(folder, plans, supervisor)) return;
            SupervisorState ready = state(Phase.READY, folder, plans, supervisor.pids());
            ready.write(folder);
            ClusterReport.print(folder, ready, console);
            watch(folder, plans, supervisor);
        } finally {
            supervisor.stopAll();
            deleteState(folder);
            ended.countDown();
        }
    }

    /** Runs while the JVM shuts down, which it must not finish before the nodes are gone and the state is removed. */
    private void stopAndWait(Supervisor supervisor) {
        supervisor.requestStop();
        try {
            boolean inTime = ended.await(Supervisor.STOP_GRACE.toMillis() * 2, TimeUnit.MILLISECONDS);
            if (!inTime) console.line("  some nodes did not stop in time");
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private MobulaConfig base(ClusterFolder folder) {
        return MobulaConfig.load(
                ConfigSources.ofProcess().withFile(folder.conf()).withOverrides(request.overrides()));
    }

    private Supervisor.Launch launch(ClusterFolder folder, NodePlan plan) {
        List<String> arguments = new ArrayList<>(request.nodeArguments());
        arguments.addAll(List.of("--config", folder.nodeConf(plan.name()).toString(), "--until-stdin-ends"));
        for (String override : PlannedKeys.without(request.overrides())) arguments.addAll(List.of("--set", override));
        return new Supervisor.Launch(
                plan.name(),
                JvmCommand.node(plan.share().heapBytes()).running(request.nodeMain(), arguments),
                new RollingLog(folder.nodeLog(plan.name()), RollingLog.MAX_FILE_BYTES));
    }

    /** False when a stop was asked for meanwhile. */
    private boolean awaitAllInView(ClusterFolder folder, List<NodePlan> plans, Supervisor supervisor)
            throws InterruptedException {
        String token = Tokens.read(folder.token());
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        int seen = 0;
        while (seen < plans.size()) {
            switch (supervisor.pump(LOOK_EVERY)) {
                case STOPPED -> {
                    return false;
                }
                case NOTHING_LEFT, WATCHING -> refuseGivenUp(supervisor);
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailed("Only %d of %s were in the cluster after %d s. Look into %s."
                        .formatted(seen, Figures.count(plans.size(), "node"), START_LIMIT.toSeconds(), folder.logs()));
            }
            seen = census.nodesInView(plans.getFirst().address(), token);
        }
        return true;
    }

    private static void refuseGivenUp(Supervisor supervisor) {
        for (String node : supervisor.givenUp()) {
            throw new CommandFailed("The cluster did not start: %s ended again and again. Its last lines:%n    %s"
                    .formatted(node, String.join("\n    ", supervisor.lastLines(node))));
        }
        if (supervisor.pids().isEmpty()) {
            throw new CommandFailed("The cluster did not start: every node was stopped.");
        }
    }

    private void watch(ClusterFolder folder, List<NodePlan> plans, Supervisor supervisor) throws InterruptedException {
        Map<String, Long> known = supervisor.pids();
        while (true) {
            switch (supervisor.pump(Duration.ofMinutes(1))) {
                case STOPPED -> {
                    return;
                }
                case NOTHING_LEFT ->
                    throw new CommandFailed(
                            "No node is left; the cluster is down. Its logs: %s.".formatted(folder.logs()));
                case WATCHING -> {
                    Map<String, Long> now = supervisor.pids();
                    if (!now.equals(known))
                        state(Phase.READY, folder, plans, now).write(folder);
                    known = now;
                }
            }
        }
    }

    private static SupervisorState state(
            Phase phase, ClusterFolder folder, List<NodePlan> plans, Map<String, Long> pids) {
        List<SupervisorState.Node> nodes = plans.stream()
                .filter(plan -> pids.containsKey(plan.name()))
                .map(plan -> new SupervisorState.Node(
                        plan.name(),
                        plan.address(),
                        plan.share().cpus(),
                        plan.keepsControlLog(),
                        pids.get(plan.name()),
                        folder.nodeLog(plan.name()).toString()))
                .toList();
        return new SupervisorState(
                ProcessHandle.current().pid(), phase, plans.getFirst().address(), nodes);
    }

    static CommandFailed alreadyRuns(ClusterFolder folder) {
        return new CommandFailed(
                "A cluster runs in %s already. Stop it with `mobula cluster down`, or choose another --dir."
                        .formatted(folder.dir()));
    }

    private static void deleteState(ClusterFolder folder) {
        try {
            Files.deleteIfExists(folder.state());
        } catch (IOException failed) {
            throw new CommandFailed("%s cannot be removed: %s.".formatted(folder.state(), failed), failed);
        }
    }
}
