package io.mobula.cluster;

import io.mobula.api.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What tasks of these tests do; files are how they are seen from outside. */
final class Bodies {
    private static final long LOOK_EVERY_MILLIS = 5;
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
