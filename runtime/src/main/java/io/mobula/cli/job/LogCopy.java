package io.mobula.cli.job;

import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.cli.job.JobService.Output;
import io.mobula.cli.job.JobService.Pace;
import io.mobula.cli.job.JobService.Source;
import io.mobula.cli.text.Console;
import io.mobula.output.Chunk;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/** Copies output of the cluster to this terminal, byte for byte; looks for a node that went away until {@link #RETURN_LIMIT} is over. */
public final class LogCopy {
    /** How long a node may be away: a supervisor starts it again within this time. */
    static final Duration RETURN_LIMIT = Duration.ofSeconds(20);

    static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** What is printed, and where remarks on it go. */
    public record Terminal(OutputStream output, Console console) {}

    private final JobService service;
    private final Target node;
    private final Source source;
    private final Terminal terminal;

    public LogCopy(JobService service, Target node, Source source, Terminal terminal) {
        this.service = service;
        this.node = node;
        this.source = source;
        this.terminal = terminal;
    }

    /** What is there, from the start or the last {@code tail} lines; returns where it ended. */
    public long print(OptionalInt tail) {
        try (Output output = service.open(node, source)) {
            Chunk chunk = tail.isPresent() ? output.tail(tail.getAsInt()) : output.read(0, Duration.ZERO, Pace.FREE);
            long at = tail.isPresent() ? chunk.start() : 0;
            while (chunk.bytes().length > 0) {
                at = write(chunk, at);
                chunk = output.read(at, Duration.ZERO, Pace.FREE);
            }
            return at;
        }
    }

    /** All from {@code offset} on, until nothing can follow or {@code enough} says so. */
    public void follow(long offset, Pace pace, BooleanSupplier enough) throws InterruptedException {
        long at = offset;
        Optional<Long> lostNanos = Optional.empty();
        while (!enough.getAsBoolean()) {
            try (Output output = service.open(node, source)) {
                while (!enough.getAsBoolean()) {
                    Chunk chunk = output.read(at, PATIENCE, pace);
                    lostNanos = Optional.empty();
                    at = write(chunk, at);
                    if (chunk.last()) return;
                }
            } catch (ConnectionException away) {
                long since = lostNanos.orElseGet(System::nanoTime);
                lostNanos = Optional.of(since);
                if (System.nanoTime() - since > RETURN_LIMIT.toNanos()) throw lost(away);
                Thread.sleep(PAUSE);
            }
        }
    }

    private JobException lost(ConnectionException last) {
        return new JobException(
                ErrorCode.JOB_NODE_LOST,
                "The node at %s has not answered for %d s: %s. A job it ran has ended with it, unless the node is only out of reach; `mobula jobs --all` tells when it is back"
                        .formatted(node, RETURN_LIMIT.toSeconds(), last.detail()),
                last);
    }

    private long write(Chunk chunk, long expected) {
        if (chunk.start() > expected)
            terminal.console()
                    .failure("%,d bytes of output are not here: the node keeps the latest only."
                            .formatted(chunk.start() - expected));
        try {
            terminal.output().write(chunk.bytes());
            terminal.output().flush();
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
        return chunk.next();
    }
}
