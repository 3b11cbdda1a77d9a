package io.mobula.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What bodies print on one node, job by job: a folder of files for each, bounded alone and together, and a bounded queue towards its driver.
 *
 * <p>Thread safety: any thread. A body that prints waits for a write into a file and for nothing else.
 */
public final class TaskOutputs implements AutoCloseable {
    /** What is kept of a job at least, however many there are. */
    static final long LEAST_BYTES = 64 << 10;

    /**
     * @param jobBytes kept of each job
     * @param totalBytes kept of all; those that have ended go first, the oldest before the others
     * @param pending of each job on its way to its driver
     */
    public record Limits(long jobBytes, long totalBytes, PendingLines.Bound pending) {}

    private final Path folder;
    private final Limits limits;
    private final AtomicLong voices = new AtomicLong();

    /** Of jobs that have not ended; guarded by this. */
    private final Map<String, TaskOutput> open = new HashMap<>();

    private boolean closed;

    private TaskOutputs(Path folder, Limits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    public static TaskOutputs open(Path folder, Limits limits) throws IOException {
        Files.createDirectories(folder);
        return new TaskOutputs(folder, limits);
    }

    /**
     * A body of the job that is about to print; none once the node stops: then it prints where the process does.
     *
     * @param job by the name of its driver
     */
    public Optional<Voice> voice(String job, String label) {
        return output(job).map(output -> new Voice(voices.incrementAndGet(), label, output::said));
    }

    private synchronized Optional<TaskOutput> output(String job) {
        if (closed) return Optional.empty();
        return Optional.of(
                open.computeIfAbsent(job, name -> new TaskOutput(folderOf(name), () -> room(name), limits.pending())));
    }

    private Path folderOf(String job) {
        return folder.resolve(job.replaceAll("[^A-Za-z0-9._-]", "_"));
    }

    /** For one job more; the ended make way for it. */
    private synchronized long room(String job) throws IOException {
        List<Path> kept = open.values().stream()
                .filter(each -> each.file().isPresent())
                .map(TaskOutput::folder)
                .toList();
        long left = limits.totalBytes() - limits.jobBytes() * kept.size();
        long own = Math.clamp(left, LEAST_BYTES, limits.jobBytes());
        long ended = left - own;
        for (Path old : newestFirst()) {
            if (kept.contains(old) || old.equals(folderOf(job))) continue;
            ended -= bytes(old);
            if (ended < 0) delete(old);
        }
        return own;
    }

    private List<Path> newestFirst() throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.sorted(Comparator.comparingLong(TaskOutputs::changed).reversed())
                    .toList();
        }
    }

    private static long changed(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            long sum = 0;
            for (Path file : files.toList()) sum += Files.size(file);
            return sum;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }

    /** The lines for the driver of this job; none once the node stops. */
    public Optional<PendingLines> listen(String job) {
        return output(job).map(TaskOutput::pending);
    }

    /** Its driver wants none of it; the files are kept. */
    public void mute(String job) {
        output(job).map(TaskOutput::pending).ifPresent(PendingLines::mute);
    }

    /** The job was submitted under this id, and may be asked for by it. */
    public void named(String job, String submittedAs) {
        Optional<TaskOutput> output = output(job);
        try {
            if (output.isPresent()) output.get().named(submittedAs);
        } catch (IOException unwritable) {
            // Then it is found by its driver's name alone.
        }
    }

    /** What is kept of a job, by its driver's name or the id it was submitted under; empty if it never printed here, or was forgotten. */
    public Optional<OutputLog> log(String word) throws IOException {
        Optional<TaskOutput> living = living(word);
        if (living.isPresent()) return living.get().file();
        for (Path each : newestFirst())
            if (each.equals(folderOf(word)) || isNamed(each, word)) return Optional.of(OutputLog.ended(each));
        return Optional.empty();
    }

    private synchronized Optional<TaskOutput> living(String word) {
        TaskOutput known = open.get(word);
        if (known != null) return Optional.of(known);
        return open.values().stream().filter(each -> each.isNamed(word)).findFirst();
    }

    private static boolean isNamed(Path folder, String word) {
        try {
            return Files.readString(folder.resolve(TaskOutput.NAME_FILE)).equals(word);
        } catch (IOException unnamed) {
            return false;
        }
    }

    /** Nothing of the job runs here any more. */
    public void ended(String job) {
        TaskOutput over;
        synchronized (this) {
            over = open.remove(job);
        }
        if (over != null) end(over);
    }

    private static void end(TaskOutput output) {
        try {
            output.end();
        } catch (IOException unwritable) {
            // What is in the file is in the file.
        }
    }

    @Override
    public void close() {
        List<TaskOutput> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open.values());
            open.clear();
        }
        all.forEach(TaskOutputs::end);
    }
}
