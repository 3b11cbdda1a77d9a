package io.mobula.bench;

import io.mobula.api.ConnectOptions;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.SupervisorState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of node JVMs under {@code mobula cluster up}, in a folder of its own that goes with it. */
public final class LocalCluster implements AutoCloseable {
    private static final String UP = "Stop it: ";

    private final Jvm supervisor;
    private final Path folder;

    private LocalCluster(Jvm supervisor, Path folder) {
        this.supervisor = supervisor;
        this.folder = folder;
    }

    /** Returns when every node is in the cluster. */
    public static LocalCluster start(int nodes, int cpus) throws IOException {
        Path folder = Files.createTempDirectory("mobula-rates");
        Jvm supervisor = Jvm.command(
                "cluster",
                "up",
                "--foreground",
                "--until-stdin-ends",
                "--nodes",
                Integer.toString(nodes),
                "--cpus",
                Integer.toString(cpus),
                "--dir",
                folder.resolve("cluster").toString());
        var cluster = new LocalCluster(supervisor, folder);
        try {
            supervisor.lineWith(UP);
            return cluster;
        } catch (IOException e) {
            cluster.close();
            throw e;
        }
    }

    /** For a driver in this process: all nodes, since any may be gone when it dials. */
    public ConnectOptions options() {
        return ConnectOptions.to(
                        nodes().stream().map(SupervisorState.Node::address).collect(Collectors.joining(",")))
                .withDirectory(cluster().dir());
    }

    public String token() {
        try {
            return Files.readString(cluster().token()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The token of the cluster in " + folder, e);
        }
    }

    /** What a driver's environment needs to find it. */
    Map<String, String> environment() {
        return Map.of(
                "MOBULA_ADDRESS",
                state().address(),
                "MOBULA_DIR",
                cluster().dir().toString());
    }

    public List<SupervisorState.Node> nodes() {
        return state().nodes();
    }

    /** Of all its processes since they were started. */
    double cpuSeconds() {
        double sum = FirstResult.cpuSeconds(supervisor.process());
        for (SupervisorState.Node node : nodes()) {
            sum += FirstResult.cpuSeconds(ProcessHandle.of(node.pid())
                    .orElseThrow(() -> new IllegalStateException(node.name() + " of the measured cluster has ended")));
        }
        return sum;
    }

    private ClusterFolder cluster() {
        return new ClusterFolder(folder.resolve("cluster"));
    }

    private SupervisorState state() {
        return SupervisorState.read(cluster())
                .orElseThrow(() -> new IllegalStateException("The cluster in " + folder + " has ended"));
    }

    @Override
    public void close() throws IOException {
        supervisor.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
