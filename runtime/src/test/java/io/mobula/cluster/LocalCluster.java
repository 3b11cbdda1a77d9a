package io.mobula.cluster;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.boot.StatusService;
import io.mobula.cli.ClusterStatus;
import io.mobula.cli.Main;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.JvmCommand;
import io.mobula.cli.cluster.SupervisorState;
import io.mobula.cli.job.Target;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of node JVMs under their supervisor, as {@code mobula cluster up} starts it. The nodes have no class of the tests: what tasks need is shipped. */
final class LocalCluster implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int STOP_SECONDS = 20;

    private final ClusterFolder folder;
    private final Process supervisor;
    private final Path log;

    private LocalCluster(ClusterFolder folder, Process supervisor, Path log) {
        this.folder = folder;
        this.supervisor = supervisor;
        this.log = log;
    }

    static LocalCluster start(int nodes, List<String> settings) throws Exception {
        return start(nodes, 1, settings);
    }

    /** @param keepers of the control log */
    static LocalCluster start(int nodes, int keepers, List<String> settings) throws Exception {
        var folder = new ClusterFolder(Files.createTempDirectory("mobula-cluster"));
        var arguments = new ArrayList<>(List.of("cluster", "up", "--foreground", "--until-stdin-ends"));
        arguments.addAll(List.of("--dir", folder.dir().toString(), "--nodes", Integer.toString(nodes), "--cpus", "2"));
        arguments.addAll(List.of("--control", Integer.toString(keepers)));
        for (String setting : settings) arguments.addAll(List.of("--set", setting));
        Path log = folder.dir().resolve("up.log");
        Process supervisor = new ProcessBuilder(
                        withoutTests(JvmCommand.small()).running(Main.class.getName(), arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var cluster = new LocalCluster(folder, supervisor, log);
        try {
            Until.holds("the cluster is up", START_LIMIT, () -> cluster.isReady());
        } catch (Throwable failed) {
            String said = Files.readString(log);
            cluster.close();
            throw new AssertionError("The cluster did not start:\n" + said, failed);
        }
        return cluster;
    }

    private boolean isReady() throws IOException {
        if (!supervisor.isAlive()) throw new AssertionError(Files.readString(log));
        return SupervisorState.read(folder)
                .filter(state -> state.phase() == SupervisorState.Phase.READY)
                .isPresent();
    }

    /** The same command without the folders of tests. */
    static JvmCommand withoutTests(JvmCommand command) {
        String classPath = Stream.of(command.classPath().split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
                .collect(Collectors.joining(File.pathSeparator));
        return new JvmCommand(command.java(), classPath, command.aotCache(), command.flags());
    }

    String address() {
        return state().address();
    }

    String addresses() {
        return state().nodes().stream().map(SupervisorState.Node::address).collect(Collectors.joining(","));
    }

    Path dir() {
        return folder.dir();
    }

    /** Where its control node keeps the log, as {@code mobula.control.nodes} has it. */
    String controlNode() {
        return MobulaConfig.load(ConfigSources.none()
                        .withFile(folder.dir().resolve("nodes").resolve("node-1.conf")))
                .control()
                .nodes()
                .getFirst()
                .toString();
    }

    ConnectOptions options() {
        return ConnectOptions.to(addresses()).withDirectory(dir());
    }

    Mobula connect() {
        return Mobula.connect(options());
    }

    SupervisorState state() {
        return SupervisorState.read(folder).orElseThrow();
    }

    /** The process that is this node now. */
    ProcessHandle process(String node) {
        long pid = state().nodes().stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst()
                .orElseThrow()
                .pid();
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** As {@code node} tells it; a node that does not answer is named so. */
    ClusterStatus status(String node) throws IOException {
        String address = state().nodes().stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst()
                .orElseThrow()
                .address();
        return new StatusService()
                .status(new Target(address, Files.readString(folder.token()).strip(), folder.ca()));
    }

    Optional<ClusterStatus.Node> figures(String node) throws IOException {
        return figures(node, "node-1");
    }

    /** @param asked the node that tells it */
    Optional<ClusterStatus.Node> figures(String node, String asked) throws IOException {
        return status(asked).nodes().stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst();
    }

    int incarnation(String node) throws IOException {
        return incarnation(node, "node-1");
    }

    int incarnation(String node, String asked) throws IOException {
        return figures(node, asked).orElseThrow().incarnation();
    }

    /** Until the node is in the view again, later than this incarnation, and answers. */
    void awaitReturn(String node, int after) throws Exception {
        awaitReturn(node, after, "node-1");
    }

    void awaitReturn(String node, int after, String asked) throws Exception {
        Until.holds(node + " is back after incarnation " + after, LIMIT, () -> {
            try {
                return figures(node, asked)
                        .filter(found -> found.incarnation() > after)
                        .isPresent();
            } catch (RuntimeException noAnswer) {
                return false;
            }
        });
    }

    /** Sends a signal that Java has no word for. */
    static void signal(String name, ProcessHandle process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0)
            throw new AssertionError("kill -" + name + " " + process.pid() + " failed");
    }

    String logOf(String node) throws IOException {
        return Files.readString(folder.logs().resolve(node + ".log"));
    }

    String supervisorLog() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> all = supervisor.descendants().toList();
        supervisor.getOutputStream().close();
        supervisor
                .onExit()
                .completeOnTimeout(supervisor, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        supervisor.destroyForcibly().onExit().join();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle node : all) node.onExit().join();
        if (Boolean.getBoolean("mobula.test.keep")) return;
        try (Stream<Path> files = Files.walk(folder.dir())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
