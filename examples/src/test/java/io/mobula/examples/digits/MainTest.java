package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole program, in this process, on whatever runtime the class path holds. */
class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void accountsForEveryTrialOnScreenAndInJson() {
        Path json = folder.resolve("summary.json");
        assertEquals(0, run("--local", "--trials", "3", "--json", json.toString()), this::both);
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(3, lines.stream().filter(line -> line.contains("  done  ")).count(), this::both);
        assertTrue(lines.contains("trials          3 done, 0 failed"), this::both);

        JsonNode summary = new JsonMapper().readTree(json.toFile());
        assertEquals(3, summary.get("results").size());
        for (int trial = 0; trial < 3; trial++)
            assertEquals(
                    trial, summary.at("/results/" + trial + "/config/trial").asInt());
        assertTrue(summary.at("/best/score/heldOut").asDouble() >= 0.95, summary::toPrettyString);
        assertEquals(
                3,
                summary.get("tasksPerNode")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .sum());
        assertTrue(summary.get("killed").isNull());
    }

    @Test
    void killsTheNamedProcessOnceAndGoesOn() throws Exception {
        Process victim = new ProcessBuilder("sleep", "600").start();
        try {
            assertEquals(0, run("--local", "--trials", "2", "--kill-pid", Long.toString(victim.pid())), this::both);
            assertTrue(victim.waitFor(10, TimeUnit.SECONDS), "the process was not killed");
            String killed = "Killed process %d with SIGKILL after ".formatted(victim.pid());
            assertEquals(
                    1,
                    out.toString(StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(killed))
                            .count(),
                    this::both);
            assertTrue(out.toString(StandardCharsets.UTF_8).contains("trials          2 done, 0 failed"), this::both);
        } finally {
            victim.destroyForcibly();
        }
    }

    @Test
    void explainsWrongUsageAndExitsWithTwo() {
        assertEquals(2, run("--trials", "none"));
        assertEquals(
                "digits: --trials needs a whole number, not \"none\". Try --help.\n",
                err.toString(StandardCharsets.UTF_8));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void printsHelp() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: digits [options]\n"), this::both);
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("%"), this::both);
    }

    private int run(String... arguments) {
        PrintStream screen = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Main.run(List.of(arguments), Map.of(), new Main.Screen(screen, errors, new LineView(screen)));
    }

    private String both() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
