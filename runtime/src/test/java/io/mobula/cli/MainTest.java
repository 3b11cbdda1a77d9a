package io.mobula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.job.ActorSource;
import io.mobula.cli.job.ExplainSource;
import io.mobula.cli.text.Console;
import io.mobula.config.MobulaConfig;
import io.mobula.output.OutputLog;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final ClusterStatus STATUS = new ClusterStatus(
            "3f2a",
            List.of(new ClusterStatus.Node(
                    "left",
                    1,
                    2,
                    "h:7400",
                    true,
                    1.5,
                    4,
                    100 * 1024,
                    1L << 30,
                    0,
                    3,
                    1200,
                    65_000,
                    "",
                    Optional.empty())),
            List.of(new ClusterStatus.Driver("driver-7", "sweep", "left", 5_000)));

    private final FakeJobs jobs = new FakeJobs();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cluster",
                "cluster init",
                "cluster cert",
                "cluster up",
                "cluster down",
                "cluster restart",
                "cluster control",
                "cluster control add",
                "drain",
                "node",
                "status",
                "submit",
                "jobs",
                "logs",
                "stop",
                "actors",
                "list",
                "events",
                "timeline",
                "memory",
                "greet",
                "sim",
                "version"
            })
    void everyCommandHasHelpOfItsOwn(String command) {
        assertEquals(0, run((command + " --help").strip().split(" ")));
        assertTrue(out.toString().startsWith("Usage: " + ("mobula " + command).strip()), out.toString());
        assertTrue(err.toString().isEmpty());
    }

    @Test
    void aMisspeltOptionIsMisuseWithASuggestion() {
        assertEquals(2, run("cluster", "up", "--node=3"));
        assertTrue(err.toString().contains("Unknown option: '--node=3'"), err.toString());
        assertTrue(err.toString().contains("Did you mean --nodes?"), err.toString());
        assertTrue(err.toString().contains("Try 'mobula cluster up --help'."), err.toString());
    }

    @Test
    void aMissingCommandIsMisuse() {
        assertEquals(2, run());
        assertEquals(2, run("cluster"));
    }

    @Test
    void initMakesAClusterOnce() {
        assertEquals(0, run("cluster", "init", "--dir", dir.resolve("c").toString()));
        assertTrue(out.toString().startsWith("Made cluster "), out.toString());
        assertEquals(1, run("cluster", "init", "--dir", dir.resolve("c").toString()));
        assertTrue(
                err.toString().startsWith("mobula: " + dir.resolve("c") + " holds a cluster already."), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void aConfigurationErrorIsPrintedWithoutStackTrace() throws Exception {
        Path file = Files.writeString(dir.resolve("n.conf"), "mobula.node.prot = 1\n");
        assertEquals(2, run("node", "--config", file.toString()));
        assertTrue(
                err.toString().contains(file + ":1: node.prot is no setting. Did you mean node.port?"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void verboseShowsTheStackTrace() {
        assertEquals(1, run("--verbose", "status", "--address", "h:1", "--dir", dir.toString()));
        assertTrue(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void aNodeIsStartedWithItsSettingsAndClosed() {
        assertEquals(
                0, run("node", "--set", "node.name=left", "--set", "node.port=7400", "--set", "node.data-dir=" + dir));
        assertEquals("left (node-1.1) is up at h:7400\nclosed\n", out.toString());
    }

    @Test
    void statusIsATableForPeople() throws Exception {
        Files.writeString(dir.resolve("token"), "secret\n");
        assertEquals(0, run("status", "--address", "h:7400", "--dir", dir.toString()));
        assertEquals("""

              Cluster 3f2a  1 node, 1.5 of 4 CPUs in use

              NODE  ID   ADDRESS  ROLE      CPUS          STORE  RUNNING  QUEUED  UPTIME
              left  1.2  h:7400   control  1.5/4  100 KiB/1 GiB        3    1200   1m 5s

              DRIVER    NAME   HOME  CONNECTED
              driver-7  sweep  left         5s

            """, out.toString());
    }

    @Test
    void statusIsJsonForPrograms() throws Exception {
        Files.writeString(dir.resolve("token"), "secret\n");
        assertEquals(0, run("status", "--json", "--address", "h:7400", "--dir", dir.toString()));
        assertTrue(out.toString().contains("\"tasksQueued\" : 1200"), out.toString());
    }

    @Test
    void withoutAClusterStatusSaysHowToStartOne() throws Exception {
        Files.writeString(dir.resolve("token"), "secret\n");
        assertEquals(1, run("status", "--dir", dir.toString()));
        assertTrue(err.toString().contains("Start one with `mobula cluster up`"), err.toString());
    }

    @Test
    void downWithoutAClusterIsNoFailure() {
        assertEquals(0, run("cluster", "down", "--dir", dir.toString()));
        assertEquals("No cluster runs in " + dir + ".\n", out.toString());
    }

    @Test
    void simPassesItsSeedsAndItsExitCode() {
        assertEquals(1, run("sim", "--seeds", "3", "--seed", "9"));
        assertEquals("3 seeds from 9\n", out.toString());
    }

    @Test
    void aDetachedSubmitPrintsTheIdAlone() throws IOException {
        assertEquals(0, asked("submit", "app.jar", "--detach", "--driver-heap", "1g", "x", "--", "--y", "-z"));
        assertEquals("job-1\n", out.toString());
        assertTrue(err.toString().contains("app runs on left. Follow it: mobula logs job-1 --follow"), err.toString());
        assertEquals(List.of("x", "--y", "-z"), jobs.submitted.getFirst().arguments());
        assertEquals(1L << 30, jobs.submitted.getFirst().place().heapBytes().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "submit",
                "submit app.jar --driver-heap much",
                "submit app.jar --name -x",
                "submit app.jar --epochs 3",
                "stop",
                "logs --tail many",
                "greet nobody"
            })
    void misuseIsToldWithoutAskingAnybody(String line) {
        assertEquals(2, run(line.split(" ", -1)));
        assertTrue(err.toString().contains("Try 'mobula " + line.split(" ", -1)[0] + " --help'."), err.toString());
        assertEquals(List.of(), jobs.submitted);
    }

    @Test
    void jobsAreListedForPeopleAndForPrograms() throws IOException {
        assertEquals(0, asked("jobs", "--all"));
        assertTrue(out.toString().contains("job-1  app   SUCCEEDED  left"), out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, asked("jobs", "--json"));
        assertTrue(out.toString().contains("\"jobs\" : [ ]"), out.toString());
    }

    @Test
    void aJobThatIsNotThereCannotBeStopped() throws IOException {
        assertEquals(1, asked("stop", "other"));
        assertTrue(err.toString().contains("No job is called other."), err.toString());
        assertEquals(0, asked("stop", "app"));
        assertTrue(out.toString().contains("job-1 succeeded after 2s"), out.toString());
    }

    @Test
    void aLibrarysCommandRunsWithItsArgumentsAndTables() {
        assertEquals(0, run("greet", "you", "--loud"));
        assertEquals("  WHO  TIMES\n  you      3\n", out.toString());
        run("--help");
        assertTrue(out.toString().contains("Greet somebody."), out.toString());
    }

    @Test
    void listsSayHowMuchTheyLeaveOut() throws IOException {
        assertEquals(0, asked("list", "tasks"));
        assertTrue(
                out.toString().contains("00112233  fit   driver-7  left  RUNNING    1   12s      -"), out.toString());
        assertTrue(out.toString().contains("… 900 more: --limit 901"), out.toString());
        assertTrue(err.toString().contains("right did not answer; what is there is not listed."), err.toString());
    }

    @Test
    void aListIsAlsoThereForPrograms() throws IOException {
        assertEquals(0, asked("list", "objects", "--json"));
        assertTrue(out.toString().contains("\"bytes\" : 3145728"), out.toString());
    }

    @Test
    void actorsJobsAndNodesAreNarrowed() throws IOException {
        assertEquals(0, asked("list", "actors", "--state", "alive", "--name", "hit"));
        assertTrue(out.toString().contains("hits"), out.toString());
        assertEquals(0, asked("list", "jobs", "--state", "failed"));
        assertTrue(out.toString().contains("No jobs."), out.toString());
        assertEquals(0, asked("list", "nodes", "--node", "left"));
        assertTrue(out.toString().contains("1.5/4"), out.toString());
    }

    @Test
    void whatCannotBeListedIsMisuse() throws IOException {
        assertEquals(2, asked("list", "workers"));
        assertTrue(
                err.toString()
                        .contains(
                                "workers cannot be listed. There are tasks, actors, objects, nodes, jobs, placement-groups."),
                err.toString());
        assertEquals(2, asked("list", "objects", "--state", "x"));
        assertTrue(
                err.toString().contains("--state does not narrow a list of objects. There are --job, --node."),
                err.toString());
        assertEquals(2, asked("list", "tasks", "--limit", "0"));
        assertEquals(2, asked("events", "--since", "yesterday"));
    }

    @Test
    void eventsAreShownWithWhoNoticedThem() throws IOException {
        assertEquals(0, asked("events"));
        assertTrue(
                out.toString().contains("  ERROR    left      right (node-2.1) died: it was silent"), out.toString());
    }

    @Test
    void aTimelineIsWrittenWhereItIsWanted() throws IOException {
        Path file = dir.resolve("trace.json");
        assertEquals(0, asked("timeline", "-o", file.toString()));
        assertTrue(Files.readString(file).contains("\"ts\":1000"), Files.readString(file));
        assertTrue(out.toString().contains("trace.json: 1 span of 1 node."), out.toString());
        assertTrue(err.toString().contains("left has forgotten 5 before the 1 that are here."), err.toString());
    }

    @Test
    void theStatusTellsOfObjectsOnDiskIfThereAreAny() {
        var node = new ClusterStatus.Node(
                "left", 1, 2, "h:7400", true, 1.5, 4, 100 * 1024, 1L << 30, 5 << 20, 3, 1, 1, "", Optional.empty());
        StatusReport.print(new ClusterStatus("3f2a", List.of(node), List.of()), Console.plain(out, err));
        assertTrue(out.toString().contains("100 KiB/1 GiB + 5 MiB on disk"), out.toString());
    }

    private static ClusterMemory memory(int top) {
        var held = new ClusterMemory.Held(
                "7c@driver-7#3", "driver-7", "primary", "memory", 10 << 20, "fit", 65_000, 1, "this process");
        var two = new ClusterMemory.Sum(2, 12 << 20);
        var none = new ClusterMemory.Sum(0, 0);
        var node = new ClusterMemory.Node(
                "left",
                true,
                "arena in /dev/shm",
                1L << 30,
                12 << 20,
                4 << 20,
                two,
                none,
                none,
                new ClusterMemory.Sum(1, 5 << 20),
                1,
                5 << 20,
                10L << 30,
                3,
                0,
                0,
                1,
                List.of(held).subList(0, Math.min(1, top)));
        return new ClusterMemory(List.of(node, ClusterMemory.silent("right")));
    }

    @Test
    void memoryIsShownByNodeAndByObject() throws IOException {
        assertEquals(0, asked("memory"));
        String shown = out.toString();
        for (String part : List.of(
                "left",
                "12 MiB/1 GiB",
                "2, 12 MiB",
                "1, 5 MiB",
                "arena in /dev/shm",
                "right (no answer)",
                "7c@driver-7#3",
                "fit",
                "this process",
                "left: 3 puts and fetches wait for room",
                "left: 1 object could not be read back from disk"))
            assertTrue(shown.contains(part), () -> part + " is missing in " + shown);
    }

    @Test
    void memoryIsShownAsJson() throws IOException {
        assertEquals(0, asked("memory", "--json", "--top", "0"));
        assertTrue(out.toString().contains("\"spilled\" : {"), out.toString());
        assertTrue(out.toString().contains("\"top\" : [ ]"), out.toString());
    }

    @Test
    void actorsAreListed() throws IOException {
        assertEquals(0, asked("actors"));
        assertTrue(out.toString().contains("a-1    hits  Counter  ALIVE  left"), out.toString());
    }

    @Test
    void versionNamesTheJavaItRunsOn() {
        assertEquals(0, run("version"));
        assertTrue(out.toString().contains("Java " + System.getProperty("java.version")), out.toString());
    }

    /** A command that asks the cluster of {@link #dir}. */
    private int asked(String command, String... arguments) throws IOException {
        Files.writeString(dir.resolve("token"), "secret\n");
        var line = new ArrayList<>(List.of(command, "--dir", dir.toString(), "--address", "h:7400"));
        line.addAll(List.of(arguments));
        return run(line.toArray(String[]::new));
    }

    private int run(String... arguments) {
        Services services = new Services(
                () -> this::start,
                () -> target -> {
                    assertEquals("secret", target.token());
                    assertEquals("h:7400", target.address());
                    return STATUS;
                },
                () -> jobs,
                () -> _ -> List.of(new ActorSource.Actor(
                        "a-1",
                        Optional.of("hits"),
                        "Counter",
                        ActorSource.State.ALIVE,
                        Optional.of("left"),
                        0,
                        "driver-7",
                        Optional.empty())),
                () -> (_, word) -> word.equals("hits")
                        ? List.of(new ExplainSource.Explained(
                                "actor", "a-1", "Actor hits, a-1, waits for a node", List.of("left: it has 2 cpu")))
                        : List.of(),
                () -> {
                    throw new AssertionError("control is not asked");
                },
                FakeWatch::new,
                () -> (target, top) -> {
                    assertEquals("h:7400", target.address());
                    return memory(top);
                },
                () -> (request, writer) -> {
                    writer.println(request.seeds() + " seeds from " + request.firstSeed());
                    return 1;
                },
                () -> List.of(new FakeCommand()));
        return Main.run(services, Console.plain(out, err), arguments);
    }

    private NodeStarter.RunningNode start(MobulaConfig config, OutputLog output) {
        assertEquals("left", config.node().name());
        return new NodeStarter.RunningNode() {
            private boolean closed;

            @Override
            public String address() {
                return "h:" + config.node().port();
            }

            @Override
            public String identity() {
                return "node-1.1";
            }

            @Override
            public void awaitStopped() {}

            @Override
            public Optional<String> declaredDead() {
                return Optional.empty();
            }

            @Override
            public void close() {
                if (!closed) out.write("closed\n");
                closed = true;
            }
        };
    }
}
