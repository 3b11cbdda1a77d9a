package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.examples.digits.CommandLine.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void runsTwentyFourTrialsWithSeedSevenWhenNothingIsAsked() {
        assertEquals(
                new Parsed.Run(new Options(ConnectOptions.defaults(), 7, 24, Optional.empty(), Optional.empty())),
                parse(Map.of()));
    }

    @Test
    void readsEveryOption() {
        var run = assertInstanceOf(
                Parsed.Run.class, parse(Map.of(), "--local", "--seed", "-3", "--trials", "9", "--json", "out.json"));
        assertEquals(ConnectOptions.strict(), run.options().connect());
        assertEquals(-3, run.options().seed());
        assertEquals(9, run.options().trials());
        assertEquals(
                "out.json", run.options().json().orElseThrow().getFileName().toString());
    }

    @Test
    void takesThePidFromTheEnvironmentOnlyWhenAskedToKill() {
        long parent = ProcessHandle.current().parent().orElseThrow().pid();
        Map<String, String> environment = Map.of(CommandLine.KILL_PID_VARIABLE, Long.toString(parent));
        assertEquals(
                Optional.empty(),
                assertInstanceOf(Parsed.Run.class, parse(environment)).options().kill());
        var asked = assertInstanceOf(Parsed.Run.class, parse(environment, "--kill-node"));
        assertEquals(parent, asked.options().kill().orElseThrow().pid());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --wat                   | Unknown option --wat
            --trials                | --trials needs a value
            --trials many           | --trials needs a whole number, not "many"
            --trials 0              | --trials must be from 1 to 1,000, not 0
            --json /no/such/dir/f   | --json needs a file in a folder that exists, not "/no/such/dir/f"
            --kill-node             | --kill-node does not know which process to kill: name it with --kill-pid or in MOBULA_KILL_PID
            --kill-pid 2147483647   | --kill-pid 2147483647: no such process
            """)
    void saysWhatIsWrong(String arguments, String message) {
        assertEquals(new Parsed.Wrong(message), parse(Map.of(), arguments.split(" ")));
    }

    @Test
    void refusesToKillItself() {
        var wrong = assertInstanceOf(
                Parsed.Wrong.class,
                parse(
                        Map.of(),
                        "--kill-pid",
                        Long.toString(ProcessHandle.current().pid())));
        assertTrue(wrong.message().endsWith("is this program itself"), wrong::message);
    }

    @Test
    void helpWinsOverEverything() {
        assertEquals(new Parsed.Help(), parse(Map.of(), "--wat", "--help"));
    }

    private static Parsed parse(Map<String, String> environment, String... arguments) {
        return CommandLine.parse(List.of(arguments), environment);
    }
}
