package io.mobula.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.text.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterRunProcessIT {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path dir;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(process -> process.destroyForcibly().onExit().join());
    }

    @Test
    void aStoppedClusterLeavesNoProcessAndNoState() throws Exception {
        ClusterFolder folder = new ClusterFolder(dir.resolve("a cluster"));
        Process supervisor = up(folder, 2, "live");
        List<String> printed = readUntil(supervisor, line -> line.contains("Stop it"));
        assertTrue(
                printed.stream().anyMatch(line -> line.startsWith("  export MOBULA_ADDRESS=127.0.0.1:")),
                printed.toString());
        SupervisorState state = SupervisorState.read(folder).orElseThrow();
        assertEquals(2, state.nodes().size());
        assertEquals(supervisor.pid(), state.pid());

        StringWriter said = new StringWriter();
        ClusterDown.stop(folder, Console.plain(said, said));

        assertEquals("The cluster has stopped (2 nodes).\n", said.toString());
        assertTrue(supervisor.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        state.nodes().forEach(node -> assertFalse(isAlive(node.pid()), node.name()));
        assertTrue(SupervisorState.read(folder).isEmpty());
        assertTrue(Files.readString(folder.nodeLog("node-1")).contains("node-1 listens on"));
    }

    @Test
    void aKilledNodeIsRestartedUnderTheSameSettings() throws Exception {
        ClusterFolder folder = new ClusterFolder(dir);
        Process supervisor = up(folder, 2, "live");
        readUntil(supervisor, line -> line.contains("Stop it"));
        SupervisorState.Node before =
                SupervisorState.read(folder).orElseThrow().nodes().get(1);

        ProcessHandle.of(before.pid()).orElseThrow().destroyForcibly();

        readUntil(supervisor, line -> line.contains("node-2 ended with exit code 137; restart 1 of 3"));
        supervisor.destroy();
        assertTrue(supervisor.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void nodesEndWithASupervisorThatIsKilled() throws Exception {
        ClusterFolder folder = new ClusterFolder(dir);
        Process supervisor = up(folder, 2, "live");
        readUntil(supervisor, line -> line.contains("Stop it"));
        List<SupervisorState.Node> nodes =
                SupervisorState.read(folder).orElseThrow().nodes();
        List<ProcessHandle> handles = nodes.stream()
                .flatMap(node -> ProcessHandle.of(node.pid()).stream())
                .toList();
        assertEquals(2, handles.size());

        supervisor.destroyForcibly();

        for (ProcessHandle handle : handles) handle.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        StringWriter said = new StringWriter();
        ClusterDown.stop(folder, Console.plain(said, said));
        assertEquals("No cluster runs in " + dir + ".\n", said.toString());
    }

    @Test
    void aNodeThatDiesAgainAndAgainFailsTheStartWithItsLastLines() throws Exception {
        ClusterFolder folder = new ClusterFolder(dir);
        Process supervisor = up(folder, 2, "crash");

        List<String> printed = readUntil(supervisor, line -> line.contains("the disk is on fire"));

        assertEquals(
                3,
                printed.stream()
                        .filter(line -> line.contains("restart"))
                        .filter(line -> line.contains(" of 3"))
                        .count());
        assertTrue(
                printed.stream().anyMatch(line -> line.contains("The cluster did not start: node-2")),
                printed.toString());
        assertTrue(supervisor.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertEquals(1, supervisor.exitValue());
    }

    @Test
    void aSecondClusterInTheSameFolderIsRefused() throws Exception {
        ClusterFolder folder = new ClusterFolder(dir);
        readUntil(up(folder, 1, "live"), line -> line.contains("Stop it"));

        Process second = up(folder, 1, "live");

        readUntil(second, line -> line.contains("A cluster runs in " + dir + " already."));
        assertTrue(second.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertTrue(SupervisorState.read(folder).isPresent(), "the first one's state must stay");
    }

    private Process up(ClusterFolder folder, int nodes, String behaviour) throws IOException {
        List<String> command = JvmCommand.small()
                .running(
                        FakeCluster.class.getName(),
                        List.of(folder.dir().toString(), Integer.toString(nodes), behaviour));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    /** Reads what the process prints up to a line; fails with all of it when the output ends first. */
    private static List<String> readUntil(Process process, Predicate<String> wanted) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        List<String> read = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            read.add(line);
            if (wanted.test(line)) return read;
        }
        throw new AssertionError("The output ended after: " + String.join("\n", read));
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
