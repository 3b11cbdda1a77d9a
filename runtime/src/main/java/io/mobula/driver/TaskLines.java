package io.mobula.driver;

import io.mobula.output.Folding;
import io.mobula.output.Folding.Shown;
import io.mobula.output.Printed;
import io.mobula.output.ProcessStreams;
import io.mobula.output.Std;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Prints what bodies printed, line by line, each with whose it is. One thread prints, and nobody waits for it: what a slow terminal does not take in time is left out, and counted.
 *
 * <p>Thread safety: any thread.
 */
final class TaskLines implements AutoCloseable {
    /** Messages from nodes that wait for the terminal. */
    private static final int MOST_WAITING = 64;

    private static final Duration LAST_LINES_LIMIT = Duration.ofSeconds(1);
    private static final long IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    /** How prefixes look. */
    enum Styling {
        PLAIN,
        COLOUR;

        private static final String FAINT_CYAN = "\u001b[36m";
        private static final String AS_BEFORE = "\u001b[0m";

        /** Colour for a terminal, unless {@code NO_COLOR} has a value (no-color.org) or the terminal is dumb. */
        static Styling of(Map<String, String> environment) {
            boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty()
                    && !environment.getOrDefault("TERM", "dumb").equals("dumb");
            java.io.Console console = wanted ? System.console() : null;
            return console != null && console.isTerminal() ? COLOUR : PLAIN;
        }

        String prefix(String text) {
            return this == COLOUR ? FAINT_CYAN + text + AS_BEFORE : text;
        }
    }

    private record Batch(String node, List<Printed> lines, boolean last) {}

    private final String job;
    private final Styling styling;
    private final Folding folding = new Folding();
    private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong leftOut = new AtomicLong();
    private final Thread printer;

    /** @param job as the command line knows it */
    TaskLines(String job, Styling styling) {
        this.job = job;
        this.styling = styling;
        printer = Thread.ofPlatform().daemon().name("mobula-task-output").start(this::print);
    }

    void printed(String node, List<Printed> lines) {
        if (!batches.offer(new Batch(node, lines, false))) leftOut.addAndGet(lines.size());
    }

    private void print() {
        try {
            while (true) {
                Batch batch = batches.poll(untilDueNanos(), TimeUnit.NANOSECONDS);
                folding.due(System.nanoTime()).forEach(this::show);
                if (batch == null) continue;
                batch.lines().forEach(line -> print(batch.node(), line));
                missing(leftOut.getAndSet(0));
                if (batch.last()) return;
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            folding.end().forEach(this::show);
        }
    }

    private long untilDueNanos() {
        return folding.nextNanos()
                .map(due -> Math.max(1, due - System.nanoTime()))
                .orElse(IDLE_NANOS);
    }

    private void print(String node, Printed printed) {
        switch (printed) {
            case Printed.Line line -> {
                Optional<Shown> shown = folding.said(node, line, System.nanoTime());
                shown.ifPresent(this::show);
            }
            case Printed.LeftOut(long lines) -> missing(lines);
        }
    }

    private void missing(long lines) {
        if (lines == 0) return;
        String text = "… %,d lines left out; mobula logs %s --tasks has them".formatted(lines, job);
        ProcessStreams.print(Std.ERR, styling.prefix(text) + System.lineSeparator());
    }

    private void show(Shown shown) {
        String times = shown.repeated() == 0 ? "" : styling.prefix(" [repeated %,dx]".formatted(shown.repeated()));
        String text = styling.prefix("(" + shown.label() + ")") + " " + shown.text() + times;
        ProcessStreams.print(shown.std(), text + System.lineSeparator());
    }

    /** Once what has come is printed, or a terminal has taken nothing for too long. */
    @Override
    public void close() {
        try {
            boolean told =
                    batches.offer(new Batch("", List.of(), true), LAST_LINES_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!told || !printer.join(LAST_LINES_LIMIT)) printer.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            printer.interrupt();
        }
    }
}
