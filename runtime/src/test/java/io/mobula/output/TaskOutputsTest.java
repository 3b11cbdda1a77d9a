package io.mobula.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskOutputsTest {
    private static final PendingLines.Bound PENDING = new PendingLines.Bound(100, 10_000);
    private static final PendingLines.Bound ALL = new PendingLines.Bound(100, 100_000);

    @TempDir
    private Path folder;

    private TaskOutputs open(long jobBytes, long totalBytes) throws IOException {
        return TaskOutputs.open(folder, new TaskOutputs.Limits(jobBytes, totalBytes, PENDING));
    }

    private static void print(TaskOutputs outputs, String job, String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        outputs.voice(job, "fit a").orElseThrow().write(Std.OUT, bytes, 0, bytes.length);
    }

    private static List<String> kept(TaskOutputs outputs, String word) throws IOException {
        Optional<OutputLog> log = outputs.log(word);
        if (log.isEmpty()) return List.of();
        var text = new StringBuilder();
        for (long at = log.get().read(0, 1, Duration.ZERO).start();
                at < log.get().end(); ) {
            Chunk segment = log.get().read(at, 1 << 20, Duration.ZERO);
            text.append(new String(segment.bytes(), StandardCharsets.UTF_8));
            at = segment.next();
        }
        return text.toString()
                .lines()
                .map(line -> line.substring("2026-11-25 04:42:27.106 ".length()))
                .toList();
    }

    @Test
    void aJobsLinesAreKeptAndToldWithWhoseTheyAre() throws IOException {
        try (TaskOutputs outputs = open(1 << 20, 1 << 20)) {
            print(outputs, "driver-1", "one");
            print(outputs, "driver-2", "other");
            assertEquals(List.of("(fit a) one"), kept(outputs, "driver-1"));
            assertEquals(
                    List.of(new Printed.Line(Std.OUT, 1, "fit a", "one")),
                    outputs.listen("driver-1").orElseThrow().take(ALL));
        }
    }

    @Test
    void whatEndedIsFoundAgainAlsoByTheNameItWasSubmittedUnder() throws IOException {
        try (TaskOutputs outputs = open(1 << 20, 1 << 20)) {
            outputs.named("driver-1", "job-abc");
            print(outputs, "driver-1", "one");
            assertEquals(List.of("(fit a) one"), kept(outputs, "job-abc"));
            outputs.ended("driver-1");
            assertTrue(outputs.log("driver-1")
                    .orElseThrow()
                    .read(0, 1 << 20, Duration.ZERO)
                    .last());
        }
        try (TaskOutputs later = open(1 << 20, 1 << 20)) {
            assertEquals(List.of("(fit a) one"), kept(later, "job-abc"));
            assertEquals(List.of(), kept(later, "job-xyz"));
        }
    }

    @Test
    void whoPrintsNothingLeavesNothing() throws IOException {
        try (TaskOutputs outputs = open(1 << 20, 1 << 20)) {
            outputs.named("driver-1", "job-abc");
            outputs.listen("driver-1");
            outputs.ended("driver-1");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void theEndedMakeWayForTheLiving() throws IOException {
        long least = TaskOutputs.LEAST_BYTES;
        try (TaskOutputs outputs = open(2 * least, 3 * least)) {
            for (int job = 1; job <= 3; job++) {
                for (int i = 0; i < 50; i++) print(outputs, "driver-" + job, "x".repeat(1_000));
                outputs.ended("driver-" + job);
                Files.setLastModifiedTime(
                        folder.resolve("driver-" + job), java.nio.file.attribute.FileTime.fromMillis(job * 1_000L));
            }
            print(outputs, "driver-4", "new");
            assertEquals(List.of(), kept(outputs, "driver-1"));
            assertEquals(List.of(), kept(outputs, "driver-2"));
            assertEquals(50, kept(outputs, "driver-3").size());
            assertEquals(List.of("(fit a) new"), kept(outputs, "driver-4"));
        }
    }
}
