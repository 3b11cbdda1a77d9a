package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.tune.Display;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void sweepsTrainsAndServes() {
        Path json = folder.resolve("summary.json");
        assertEquals(0, run("--local", "--small", "--json", json.toString()), this::both);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("on held-out images, through HTTP"), this::both);

        JsonNode summary = new JsonMapper().readTree(json.toFile());
        assertEquals(Options.Size.SMALL.trials, summary.at("/tune/trials").size(), summary::toPrettyString);
        assertTrue(summary.at("/serve/load/accuracy").asDouble() >= 0.9, summary::toPrettyString);
        assertEquals(0, summary.at("/serve/load/failed").asInt(), summary::toPrettyString);
        assertEquals(360, summary.at("/serve/load/requests").asInt(), summary::toPrettyString);
        assertTrue(summary.at("/tune/killed").isNull(), summary::toPrettyString);
    }

    @Test
    void explainsWrongUsageAndExitsWithTwo() {
        assertEquals(2, run("--seed", "none"));
        assertEquals(
                "digits: --seed needs a whole number, not \"none\". Try --help.\n",
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
        return Main.run(List.of(arguments), Map.of(), new Main.Screen(screen, errors, Display.LINES));
    }

    private String both() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
