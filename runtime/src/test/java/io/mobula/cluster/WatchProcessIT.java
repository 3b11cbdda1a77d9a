package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.cluster.JvmCommand;
import io.mobula.submit.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tasks on real nodes print, as their driver shows it; what happened, what ran, and how the command tells it. */
@ExtendWith(SharedCluster.class)
class WatchProcessIT {
    private static final String APP = """
            import io.mobula.api.*;
            import java.nio.file.*;
            import java.util.*;

            public class App {
                static final class Counter {
                    int count;

                    int add() {
                        System.out.println("now " + ++count);
                        return count;
                    }
                }

                static void trial(int i) {
                    System.out.println("trial " + i);
                }

                static void wait(String gate, int number) throws Exception {
                    System.out.println(number + " waits");
                    while (!Files.exists(Path.of(gate))) Thread.sleep(5);
                }

                static void flood() {
                    for (int i = 0; i < 100_000; i++) System.out.println("line " + i);
                }

                public static void main(String[] arguments) throws Exception {
                    try (Mobula mobula = Mobula.connect()) {
                        switch (arguments[0]) {
                            case "print" -> {
                                var refs = new ArrayList<ObjectRef<?>>();
                                for (int i = 0; i < 30; i++) {
                                    int own = i;
                                    refs.add(mobula.task().name("trial").submit(() -> trial(own)));
                                }
                                for (ObjectRef<?> ref : refs) ref.get();
                                ActorHandle<Counter> hits = mobula.actor().name(arguments[1]).start(Counter::new);
                                for (int i = 0; i < 3; i++) hits.call(Counter::add).get();
                                System.out.println("mine");
                            }
                            case "flood" -> mobula.task().name("flood").submit(() -> flood()).get();
                            case "gate" -> {
                                String gate = arguments[1];
                                byte[] large = new byte[1 << 20];
                                ObjectRef<byte[]> data = mobula.put(large);
                                var refs = new ArrayList<ObjectRef<?>>();
                                for (int i = 0; i < 12; i++) {
                                    int own = i;
                                    refs.add(mobula.task().name("gated").submit(() -> {
                                        if (data.get().length == 0) return;
                                        try {
                                            App.wait(gate, own);
                                        } catch (Exception e) {
                                            throw new IllegalStateException(e);
                                        }
                                    }));
                                }
                                for (ObjectRef<?> ref : refs) ref.get();
                                System.out.println("all ended");
                            }
                        }
                    }
                }
            }
            """;

    private static final Pattern LEFT_OUT =
            Pattern.compile("… ([0-9,]+) lines left out; mobula logs (driver-\\d+) --tasks");

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void compile() throws IOException {
        jar = Jars.compile(folder.resolve("app.jar"), Optional.of("App"), Map.of("App", APP));
    }

    /** A driver outside of the cluster, in a JVM of its own. */
    private static Process driver(LocalCluster cluster, Path out, String... arguments) throws IOException {
        JvmCommand command = LocalCluster.withoutTests(JvmCommand.small());
        var withApp = new JvmCommand(
                command.java(),
                jar + java.io.File.pathSeparator + command.classPath(),
                Optional.empty(),
                command.flags());
        var builder = new ProcessBuilder(withApp.running("App", List.of(arguments)))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MOBULA_"));
        builder.environment().put("MOBULA_ADDRESS", cluster.addresses());
        builder.environment().put("MOBULA_DIR", cluster.dir().toString());
        return builder.start();
    }

    private static void awaitEnd(Process process, Path out) throws Exception {
        try {
            Until.holds("the driver has ended", LIMIT, () -> !process.isAlive());
        } catch (AssertionError running) {
            throw new AssertionError(running.getMessage() + ":\n" + Files.readString(out), running);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> printed(LocalCluster cluster, String... arguments) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Process process = driver(cluster, out, arguments);
        awaitEnd(process, out);
        List<String> lines = Files.readAllLines(out);
        assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
        return lines;
    }

    @Test
    void whatTasksAndActorsPrintOnNodesAppearsAtTheirDriver(LocalCluster cluster) throws Exception {
        List<String> lines = printed(cluster, "print", "hits");
        List<String> trials = lines.stream()
                .filter(line -> line.startsWith("(trial node-"))
                .map(line -> line.substring(line.indexOf(')') + 2))
                .sorted()
                .toList();
        assertEquals(IntStream.range(0, 30).mapToObj(i -> "trial " + i).sorted().toList(), trials);
        List<String> counts = lines.stream()
                .filter(line -> line.startsWith("(Counter actor hits node-"))
                .toList();
        assertEquals(3, counts.size(), lines.toString());
        assertTrue(counts.getLast().endsWith(") now 3"), counts.toString());
        assertTrue(lines.contains("mine"), lines.toString());
        assertEquals(34, lines.size(), lines.toString());

        String actor = CommandLine.run(cluster, 0, "logs", "hits");
        assertEquals(3, actor.lines().count(), actor);
        assertTrue(actor.lines().allMatch(line -> line.contains(" (Counter actor hits node-")), actor);
    }

    @Test
    void aFloodIsCutAtTheDriverAndWholeOnTheNode(LocalCluster cluster) throws Exception {
        List<String> lines = printed(cluster, "flood");
        long shown =
                lines.stream().filter(line -> line.startsWith("(flood node-")).count();
        long leftOut = 0;
        String job = "";
        for (String line : lines) {
            Matcher matcher = LEFT_OUT.matcher(line);
            if (!matcher.find()) continue;
            leftOut += Long.parseLong(matcher.group(1).replace(",", ""));
            job = matcher.group(2);
        }
        assertEquals(100_000, shown + leftOut, "shown and left out");
        if (job.isEmpty()) return; // the terminal was quicker than the task
        List<String> kept =
                CommandLine.run(cluster, 0, "logs", job, "--tasks").lines().toList();
        assertEquals(100_000, kept.size());
        assertTrue(kept.getFirst().endsWith("line 0"), kept.getFirst());
        assertTrue(kept.getLast().endsWith("line 99999"), kept.getLast());
    }

    @Test
    void aSubmittedJobsTasksAreFoundByItsId(LocalCluster cluster) throws Exception {
        String shown = CommandLine.run(cluster, 0, "submit", jar.toString(), "print", "strokes");
        assertTrue(shown.contains("(Counter actor strokes node-"), shown);
        String id = CommandLine.run(cluster, 0, "jobs", "--all")
                .lines()
                .filter(line -> line.strip().startsWith("job-"))
                .findFirst()
                .orElseThrow()
                .strip()
                .split(" ", -1)[0];
        List<String> kept =
                CommandLine.run(cluster, 0, "logs", id, "--tasks").lines().toList();
        assertEquals(33, kept.size(), kept.toString());
        assertEquals(
                kept.stream().map(line -> line.substring(0, 23)).sorted().toList(),
                kept.stream().map(line -> line.substring(0, 23)).toList());
        assertEquals(
                2,
                CommandLine.run(cluster, 0, "logs", id, "--tasks", "--tail", "2")
                        .lines()
                        .count());
    }

    @Test
    void whatRunsAndWaitsIsListedAndWhatRanIsInTheTimeline(LocalCluster cluster) throws Exception {
        Path gate = folder.resolve("gate-list");
        Path out = Files.createTempFile(folder, "out", ".txt");
        Process process = driver(cluster, out, "gate", gate.toString());
        JsonNode running = Until.value(
                "six tasks run",
                LIMIT,
                () -> json(CommandLine.run(
                        cluster, 0, "list", "tasks", "--state", "running", "--name", "gated", "--json")),
                found -> found.get("total").asInt() == 6);
        assertEquals("gated", running.get("rows").get(0).get("name").asString());
        assertTrue(running.get("rows").get(0).get("millis").asLong() >= 0);
        JsonNode waiting =
                json(CommandLine.run(cluster, 0, "list", "tasks", "--state", "waiting", "--name", "gated", "--json"));
        assertTrue(waiting.get("total").asInt() <= 6, waiting.toString());
        String table = CommandLine.run(cluster, 0, "list", "tasks", "--name", "gated", "--limit", "4");
        assertTrue(table.contains(" more: --limit "), table);
        JsonNode objects = json(CommandLine.run(cluster, 0, "list", "objects", "--json"));
        assertTrue(objects.toString().contains("\"bytes\":10"), objects.toString());
        for (String what : List.of("actors", "nodes", "jobs", "placement-groups"))
            assertTrue(!CommandLine.run(cluster, 0, "list", what).isBlank(), what);

        Files.createFile(gate);
        awaitEnd(process, out);
        assertTrue(Files.readString(out).contains("all ended"), Files.readString(out));
        Path file = folder.resolve("timeline.json");
        CommandLine.run(cluster, 0, "timeline", "-o", file.toString());
        var spans = new ArrayList<JsonNode>();
        for (JsonNode event : json(Files.readString(file)).get("traceEvents"))
            if (event.get("name").asString().equals("gated")) spans.add(event);
        assertEquals(12, spans.size());
        assertTrue(spans.stream()
                .allMatch(span -> span.get("args").get("outcome").asString().equals("finished")));
        assertTrue(Files.readString(file).contains("\"cat\":\"fetch\""));
    }

    /** What the processes of this node are called: seats are given in the order in which nodes come. */
    private static String seat(String events, String node) {
        Matcher joined =
                Pattern.compile(node + " joined as (node-\\d+)\\.\\d+ ").matcher(events);
        assertTrue(joined.find(), events);
        return joined.group(1);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void aNodeThatIsKilledIsInTheEventsAndItsTasksPrintElsewhere() throws Exception {
        try (LocalCluster own = LocalCluster.start(3, List.of())) {
            Path gate = folder.resolve("gate-kill");
            Path out = Files.createTempFile(folder, "out", ".txt");
            Process process = driver(own, out, "gate", gate.toString());
            Until.holds("node-3 prints", LIMIT, () -> Files.readString(out).contains("(gated node-3) "));
            int before = own.incarnation("node-3");
            LocalCluster.signal("KILL", own.process("node-3"));
            own.awaitReturn("node-3", before);
            Files.createFile(gate);
            awaitEnd(process, out);
            assertTrue(Files.readString(out).contains("all ended"), Files.readString(out));

            String events = CommandLine.run(own, 0, "events");
            String seat = seat(events, "node-3");
            assertEquals(
                    1,
                    events.lines()
                            .filter(line -> line.contains("node-3 (" + seat + "." + before + ") died: "))
                            .count(),
                    events);
            assertEquals(
                    1,
                    events.lines()
                            .filter(line -> line.contains("node-3 joined as " + seat + "." + (before + 1)))
                            .count(),
                    events);
            assertEquals(
                    1,
                    events.lines()
                            .filter(line -> line.contains("job App began: driver-1"))
                            .count(),
                    events);
            assertEquals(
                    1,
                    events.lines()
                            .filter(line -> line.contains("the job of driver-1 ended: "))
                            .count(),
                    events);
            String json = CommandLine.run(own, 0, "events", "--json", "--since", "1h");
            assertTrue(json(json.lines().findFirst().orElseThrow()).has("severity"), json);
        }
    }
}
