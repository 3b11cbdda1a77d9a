package io.mobula.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.text.Console;
import io.mobula.cli.watch.WatchSource.Found;
import io.mobula.cli.watch.WatchSource.Group;
import io.mobula.cli.watch.WatchSource.StoredObject;
import io.mobula.cli.watch.WatchSource.Task;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** As a terminal of 80 columns shows them. */
class WatchReportTest {
    private static final int WIDTH = 80;

    private final StringWriter out = new StringWriter();
    private final WatchReport report = new WatchReport(
            new Console(
                    new PrintWriter(out, true),
                    new PrintWriter(new StringWriter()),
                    Console.Styling.PLAIN,
                    OptionalInt.of(WIDTH)),
            ZoneOffset.UTC);

    private static Task task(String id, String name, String state, Optional<Long> millis, Optional<Long> ended) {
        return new Task(id, name, "driver-12", "node-1", Optional.empty(), 1, state, millis, ended);
    }

    private void shows(String expected) {
        assertEquals(expected, out.toString());
        out.toString().lines().forEach(line -> assertTrue(line.length() <= WIDTH, line));
    }

    @Test
    void tasks() {
        report.tasks(new Found<>(
                List.of(
                        task(
                                "00112233445566778899aabbccddeeff",
                                "fit",
                                "RUNNING",
                                Optional.of(12_300L),
                                Optional.empty()),
                        task(
                                "aabbccdd445566778899aabbccddeeff",
                                "Sweep.trial line 112 of a very long name",
                                "WAITING",
                                Optional.empty(),
                                Optional.empty()),
                        task(
                                "ccddaabb445566778899aabbccddeeff",
                                "fit",
                                "FAILED",
                                Optional.of(7L),
                                Optional.of(65_000L))),
                903,
                List.of()));
        shows("""

                  TASK      NAME                 JOB        NODE    STATE    TRY  TIME     ENDED
                  00112233  fit                  driver-12  node-1  RUNNING    1   12s         -
                  aabbccdd  Sweep.trial line 1…  driver-12  node-1  WAITING    1     -         -
                  ccddaabb  fit                  driver-12  node-1  FAILED     1   7ms  00:01:05

                  … 900 more: --limit 903, or narrow it with --job, --node, --state, --name

                """);
    }

    @Test
    void objects() {
        report.objects(new Found<>(
                List.of(new StoredObject("aabbccddeeff0011", 3 << 20, "PRIMARY", "node-1", "driver-7", 1)),
                1,
                List.of()));
        shows("""

                  OBJECT     SIZE  KIND     NODE    OWNER     READERS
                  aabbccdd  3 MiB  PRIMARY  node-1  driver-7        1

                """);
    }

    @Test
    void groups() {
        report.groups(new Found<>(
                List.of(
                        new Group(
                                "group-aabbccdd",
                                Optional.of("ranks"),
                                "STRICT_SPREAD",
                                "READY",
                                3,
                                List.of("node-1", "node-2", "node-1"),
                                "driver-7",
                                Optional.empty()),
                        new Group(
                                "group-ccddaabb",
                                Optional.empty(),
                                "PACK",
                                "WAITING",
                                1,
                                List.of(),
                                "driver-7",
                                Optional.of("no node has room"))),
                2,
                List.of()));
        String shown = out.toString();
        assertTrue(shown.contains("group-aabbccdd  ranks  STRICT_SPREAD  READY"), shown);
        assertTrue(shown.contains("group-ccddaabb  -"), shown);
    }

    @Test
    void nothing() {
        report.tasks(new Found<>(List.of(), 0, List.of()));
        shows("\n  No tasks.\n\n");
    }
}
