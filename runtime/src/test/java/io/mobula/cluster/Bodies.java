package io.mobula.cluster;

import io.mobula.api.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What tasks of these tests do; files are how they are seen from outside. */
final class Bodies {
    private static final long LOOK_EVERY_MILLIS = 5;
    /** Above the inline limit. */
    static final int LARGE_BYTES = 128 << 10;

    private static final AtomicLong RUNS = new AtomicLong();

    private Bodies() {}

    record Ran(int value, int attempt, String node) {}

    /** Leaves one more file for this run of the task, waits for the gate, and says where it ran. */
    static Ran behindGate(String folder, int value) throws Exception {
        effect(folder, value);
        while (!Files.exists(Path.of(folder, "gate"))) Thread.sleep(LOOK_EVERY_MILLIS);
        return new Ran(
                value, TaskContext.current().attempt(), TaskContext.current().node());
    }

    static Ran once(String folder, int value) throws IOException {
        effect(folder, value);
        return new Ran(
                value, TaskContext.current().attempt(), TaskContext.current().node());
    }

    /** One step of a chain: what came before and one more, in a value that stays where it is made. */
    static byte[] link(String folder, int value, byte[] before) throws IOException {
        effect(folder, value);
        var next = new byte[LARGE_BYTES];
        next[0] = (byte) (before[0] + 1);
        return next;
    }

    /** As {@link #link}; what is made again waits for the gate. */
    static byte[] gatedWhenMadeAgain(String folder, int value) throws Exception {
        if (TaskContext.current().attempt() > 1) behindGate(folder, value);
        else effect(folder, value);
        return new byte[LARGE_BYTES];
    }

    private static void effect(String folder, int value) throws IOException {
        String name = "run-%d-%s-%d-%d"
                .formatted(
                        value,
                        TaskContext.current().node(),
                        ProcessHandle.current().pid(),
                        RUNS.incrementAndGet());
        Files.createFile(Path.of(folder, name));
    }

    /** How often a task with this value was begun, anywhere. */
    static long runs(Path folder, int value) throws IOException {
        return count(folder, "run-" + value + "-");
    }

    /** Where a task with this value was begun. */
    static List<String> nodes(Path folder, int value) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("run-" + value + "-"))
                    .map(name -> name.substring(("run-" + value + "-").length()))
                    .map(rest -> rest.substring(0, "node-1".length()))
                    .toList();
        }
    }

    static long count(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        }
    }

    static void openGate(Path folder) throws IOException {
        Files.createFile(folder.resolve("gate"));
    }

    /** Ends by an interrupt alone. */
    static String untilInterrupted(String folder, String name) throws Exception {
        Files.createFile(Path.of(folder, "begun-" + name));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Files.createFile(Path.of(folder, "interrupted-" + name));
            throw interrupted;
        }
        return name;
    }
}
