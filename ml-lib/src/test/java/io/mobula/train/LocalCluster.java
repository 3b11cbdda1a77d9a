package io.mobula.train;

import io.mobula.api.ConnectOptions;
import io.mobula.cli.Main;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.SupervisorState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Node JVMs on this host, under {@code mobula cluster up}; they end with this. */
final class LocalCluster implements AutoCloseable {
    private static final String UP = "Stop it: ";
    private static final long STOP_SECONDS = 30;

    private final Process supervisor;
    private final Path folder;

    private LocalCluster(Process supervisor, Path folder) {
        this.supervisor = supervisor;
        this.folder = folder;
    }

    /** Returns when every node is in the cluster. */
    static LocalCluster start(Path folder, int nodes) throws IOException {
        Process supervisor = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "cluster",
                        "up",
                        "--foreground",
                        "--until-stdin-ends",
                        "--nodes",
                        String.valueOf(nodes),
                        "--cpus",
                        "2",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        var cluster = new LocalCluster(supervisor, folder);
        var lines = new BufferedReader(new InputStreamReader(supervisor.getInputStream(), StandardCharsets.UTF_8));
        var story = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            story.append(line).append('\n');
            if (!line.contains(UP)) continue;
            Thread.ofVirtual().start(() -> lines.lines().forEach(later -> {}));
            return cluster;
        }
        cluster.close();
        throw new IOException("The cluster did not start:\n" + story);
    }

    ConnectOptions options() {
        return ConnectOptions.to(state().address()).withDirectory(folder);
    }

    /** {@code kill -9}; the supervisor starts the node anew. */
    void kill(String name) {
        state().nodes().stream()
                .filter(node -> node.name().equals(name))
                .flatMap(node -> ProcessHandle.of(node.pid()).stream())
                .forEach(ProcessHandle::destroyForcibly);
    }

    private SupervisorState state() {
        return SupervisorState.read(new ClusterFolder(folder)).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        supervisor.getOutputStream().close();
        try {
            if (!supervisor.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) supervisor.destroyForcibly();
        } catch (InterruptedException e) {
            supervisor.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
