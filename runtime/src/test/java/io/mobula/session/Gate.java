package io.mobula.session;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds bodies until a test lets them go, and tells the test how far they are. Works through a folder, since a body may run in another class loader or process, where no latch is shared.
 */
public record Gate(String folder) implements Serializable {
    private static final long LOOK_NANOS = 500_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static Gate in(Path folder) {
        return new Gate(folder.toString());
    }

    private Path file(String name) {
        return Path.of(folder, name);
    }

    public void open() {
        mark("open");
    }

    /** Marks {@code name}, then waits until the gate is open. */
    public void pass(String name) throws InterruptedException {
        mark(name);
        pass();
    }

    public void pass() throws InterruptedException {
        until("open");
    }

    public void mark(String name) {
        try {
            Files.createFile(file(name));
        } catch (FileAlreadyExistsException again) {
            // A mark says that it happened, not how often.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isMarked(String name) {
        return Files.exists(file(name));
    }

    /** Waits for a mark. */
    public void until(String name) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isMarked(name)) {
            if (Thread.interrupted()) throw new InterruptedException("waiting for " + name);
            if (System.nanoTime() > end) throw new AssertionError(name + " never came");
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Adds a line to the record of what happened, in order. */
    public void tell(String line) {
        try {
            Files.writeString(file("told"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> told() {
        try {
            return isMarked("told") ? Files.readAllLines(file("told")) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
