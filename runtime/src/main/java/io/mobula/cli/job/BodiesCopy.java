package io.mobula.cli.job;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.cli.job.JobService.Output;
import io.mobula.cli.job.JobService.Pace;
import io.mobula.cli.job.JobService.Source;
import io.mobula.cli.text.Console;
import io.mobula.output.Chunk;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/** Copies what a job's tasks and actors printed on several nodes to this terminal: whole lines, in the order of their times. */
public final class BodiesCopy implements AutoCloseable {
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(200);
    private static final int TIME_CHARS = "2026-11-25 04:42:27.106".length();

    /** One node's part of it. */
    private static final class Reader {
        final Output output;
        final Deque<String> lines = new ArrayDeque<>();
        final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        long at;
        boolean over;

        Reader(Output output) {
            this.output = output;
        }

        /** Null if there is nothing more at the moment. */
        String peek(Predicate<String> wanted) {
            while (lines.isEmpty() && read(output.read(at, Duration.ZERO, Pace.FREE), wanted)) {}
            return lines.peek();
        }

        /** False if nothing came. */
        boolean read(Chunk chunk, Predicate<String> wanted) {
            over = chunk.last();
            if (chunk.start() > at) begun.reset(); // its beginning was dropped
            at = chunk.next();
            for (byte one : chunk.bytes()) {
                if (one != '\n') {
                    begun.write(one);
                    continue;
                }
                String line = begun.toString(StandardCharsets.UTF_8);
                begun.reset();
                if (wanted.test(line)) lines.add(line);
            }
            return chunk.bytes().length > 0;
        }
    }

    private final List<Reader> readers = new ArrayList<>();
    private final Predicate<String> wanted;
    private final Console console;

    /**
     * @param nodes those that are asked
     * @param job its driver's id, or the id it was submitted under
     * @param wanted which lines
     * @throws JobException if none of the nodes keeps anything of the job
     */
    public BodiesCopy(JobService service, List<Target> nodes, String job, Predicate<String> wanted, Console console) {
        this.wanted = wanted;
        this.console = console;
        Optional<JobException> last = Optional.empty();
        for (Target node : nodes) {
            Output output = service.open(node, new Source.OfBodies(job));
            try {
                output.read(0, Duration.ZERO, Pace.FREE);
                readers.add(new Reader(output));
            } catch (JobException nothing) {
                output.close();
                last = Optional.of(nothing);
            }
        }
        if (readers.isEmpty())
            throw new JobException(
                    ErrorCode.JOB_UNKNOWN,
                    "Nothing is kept of what tasks and actors of %s printed: they printed nothing, or it made way for others' (mobula.jobs.task-output-total). `mobula jobs --all` lists jobs; of a submitted one `mobula logs %s` shows what its main printed"
                            .formatted(job, job),
                    last.orElse(null));
    }

    /** What is there, all of it or the last lines. */
    public void print(OptionalInt tail) {
        if (tail.isEmpty()) {
            for (Reader next = first(); next != null; next = first()) console.line(next.lines.remove());
            return;
        }
        var latest = new ArrayDeque<String>();
        for (Reader reader : readers) {
            Chunk end = reader.output.tail(tail.getAsInt());
            reader.at = end.start();
            reader.read(end, wanted);
        }
        for (Reader next = first(); next != null; next = first()) {
            latest.add(next.lines.remove());
            if (latest.size() > tail.getAsInt()) latest.remove();
        }
        latest.forEach(console::line);
    }

    /** The one with the earliest line; null if no more is there. */
    private Reader first() {
        return readers.stream()
                .filter(reader -> reader.peek(wanted) != null)
                .min(Comparator.comparing(reader -> time(reader.lines.element())))
                .orElse(null);
    }

    private static String time(String line) {
        return line.substring(0, Math.min(TIME_CHARS, line.length()));
    }

    /** What comes, until the job is over on all nodes or nobody reads this. */
    public void follow() throws InterruptedException {
        while (!console.out().checkError()) {
            for (Reader next = first(); next != null; next = first()) console.line(next.lines.remove());
            if (readers.stream().allMatch(reader -> reader.over)) return;
            Thread.sleep(LOOK_AGAIN_AFTER);
        }
    }

    @Override
    public void close() {
        readers.forEach(reader -> reader.output.close());
    }
}
