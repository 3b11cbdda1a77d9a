package io.mobula.cluster;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.cli.Main;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.JvmCommand;
import io.mobula.cli.cluster.SupervisorState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of node JVMs under their supervisor. The nodes have no class of the tests or of this library: what trials need is shipped. */
public final class TestCluster implements AutoCloseable {
    private static final long START_SECONDS = 90;
    private static final int STOP_SECONDS = 20;
    private static final long LOOK_EVERY_MILLIS = 20;

    private final ClusterFolder folder;
    private final Process supervisor;

    private TestCluster(ClusterFolder folder, Process supervisor) {
        this.folder = folder;
        this.supervisor = supervisor;
    }

    /** @param settings {@code mobula.control.node-timeout=1500 ms}, for all nodes */
    public static TestCluster start(int nodes, String... settings) throws Exception {
        var folder = new ClusterFolder(Files.createTempDirectory("mobula-ml"));
        Path log = folder.dir().resolve("up.log");
        var arguments = new ArrayList<>(List.of("cluster", "up", "--foreground", "--until-stdin-ends"));
        arguments.addAll(List.of("--dir", folder.dir().toString(), "--nodes", Integer.toString(nodes), "--cpus", "2"));
        for (String setting : settings) arguments.addAll(List.of("--set", setting));
        JvmCommand small = JvmCommand.small();
        String classPath = Stream.of(small.classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("ml-lib") && !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        var command = new JvmCommand(small.java(), classPath, small.aotCache(), small.flags());
        Process supervisor = new ProcessBuilder(command.running(Main.class.getName(), arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TestCluster cluster = new TestCluster(folder, supervisor);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!cluster.isReady()) {
            if (!supervisor.isAlive() || System.nanoTime() > endNanos) {
                String said = Files.readString(log);
                cluster.close();
                throw new AssertionError("The cluster did not start:\n" + said);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        return cluster;
    }

    private boolean isReady() throws IOException {
        return SupervisorState.read(folder)
                .filter(state -> state.phase() == SupervisorState.Phase.READY)
                .isPresent();
    }

    public Mobula connect() throws IOException {
        String addresses = SupervisorState.read(folder).orElseThrow().nodes().stream()
                .map(SupervisorState.Node::address)
                .collect(Collectors.joining(","));
        return Mobula.connect(ConnectOptions.to(addresses).withDirectory(folder.dir()));
    }

    /** Ends the node's process as a crash would; its supervisor starts another. */
    public void kill(String node) throws IOException {
        long pid = SupervisorState.read(folder).orElseThrow().nodes().stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst()
                .orElseThrow()
                .pid();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
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
        try (Stream<Path> files = Files.walk(folder.dir())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
