package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.examples.digits.CommandLine.Parsed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @TempDir
    private Path folder;

    @Test
    void doesItAllWithSeedSevenWhenNothingIsAsked() {
        var all = new Options(
                ConnectOptions.defaults(),
                7,
                Options.Size.FULL,
                Optional.empty(),
                Options.After.REMOVE,
                Optional.empty());
        assertEquals(new Parsed.Run(all), parse(Map.of()));
    }

    @Test
    void readsEveryOption() {
        var run = assertInstanceOf(
                Parsed.Run.class, parse(Map.of(), "--local", "--seed", "-3", "--small", "--json", "out.json"));
        assertEquals(ConnectOptions.strict(), run.options().connect());
        assertEquals(-3, run.options().seed());
        assertEquals(Options.Size.SMALL, run.options().size());
        assertEquals(
                "out.json", run.options().json().orElseThrow().getFileName().toString());
        var kept = assertInstanceOf(Parsed.Run.class, parse(Map.of(), "--keep"));
        assertEquals(Options.After.KEEP, kept.options().after());
    }

    @Test
    void killsNodesOfTheClusterInTheFolder() throws Exception {
        Map<String, String> environment = Map.of(CommandLine.CLUSTER_VARIABLE, folder.toString());
        var none = assertInstanceOf(Parsed.Wrong.class, parse(environment, "--kill-node"));
        assertTrue(none.message().startsWith("--kill-node needs a cluster on this machine"), none::message);
        Files.writeString(Blow.supervisor(folder), "{}");
        var run = assertInstanceOf(Parsed.Run.class, parse(environment, "--kill-node"));
        assertEquals(Optional.of(folder.toAbsolutePath()), run.options().cluster());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --wat                   | Unknown option --wat
            --seed                  | --seed needs a value
            --seed many             | --seed needs a whole number, not "many"
            --json /no/such/dir/f   | --json needs a file in a folder that exists, not "/no/such/dir/f"
            --kill-node             | --kill-node needs a cluster on this machine: name its folder in MOBULA_DIR, not ""
            --local --keep          | --keep needs a cluster: leave out --local
            """)
    void saysWhatIsWrong(String arguments, String message) {
        assertEquals(new Parsed.Wrong(message), parse(Map.of(), arguments.split(" ")));
    }

    @Test
    void helpWinsOverEverything() {
        assertEquals(new Parsed.Help(), parse(Map.of(), "--wat", "--help"));
    }

    private static Parsed parse(Map<String, String> environment, String... arguments) {
        return CommandLine.parse(List.of(arguments), environment);
    }
}
