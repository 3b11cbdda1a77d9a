package io.mobula.cli.job;

import io.mobula.cli.job.JobService.Pace;
import io.mobula.cli.job.JobService.Source;
import io.mobula.cli.text.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * A submitted job with a terminal before it: its output is shown here, and Ctrl-C asks what is to become of it.
 *
 * <p>Thread safety: {@link #interrupted} comes on a thread of its own; while its question stands, no output is printed.
 */
public final class Attended {
    /** Exit code of a command that Ctrl-C ended. */
    public static final int INTERRUPTED = 130;

    /** Who sits before the terminal. */
    public enum Audience {
        /** Somebody who can answer. */
        PERSON,
        /** Nobody: Ctrl-C stops the job. */
        SCRIPT
    }

    /** How it ended for this terminal. */
    public sealed interface Outcome {
        /** The job has ended. */
        record Ended(Job job) implements Outcome {}

        /** The job goes on without this terminal. */
        record Detached() implements Outcome {}

        /** Stopped from here. */
        record Interrupted(Job job) implements Outcome {}
    }

    private enum Wish {
        NONE,
        DETACH,
        STOP
    }

    private final JobService service;
    private final Target node;
    private final Job job;
    private final Console console;
    private final Audience audience;
    private final InputStream answers;
    private final OutputStream output;

    private volatile Wish wish = Wish.NONE;
    private volatile boolean asking;
    private volatile boolean midLine;

    public Attended(JobService service, Target node, Job job, LogCopy.Terminal terminal, Audience audience) {
        this(service, node, job, terminal, audience, System.in);
    }

    Attended(
            JobService service,
            Target node,
            Job job,
            LogCopy.Terminal terminal,
            Audience audience,
            InputStream answers) {
        this.service = service;
        this.node = node;
        this.job = job;
        this.console = terminal.console();
        this.output = terminal.output();
        this.audience = audience;
        this.answers = answers;
    }

    /** Until the job has ended, or is not wanted here any more. */
    public Outcome attend() throws InterruptedException {
        var quietWhileAsking = new LogCopy.Terminal(new Pausing(), console);
        new LogCopy(service, node, new Source.OfJob(job.id()), quietWhileAsking)
                .follow(0, Pace.HELD, () -> wish == Wish.DETACH);
        if (midLine) console.err().println(); // what is said of the job begins a line
        if (wish == Wish.DETACH) return new Outcome.Detached();
        Job ended = service.job(node, job.id());
        return wish == Wish.STOP ? new Outcome.Interrupted(ended) : new Outcome.Ended(ended);
    }

    /** The first one asks, the next stops, one after that ends this command, whatever the job does. */
    public void interrupted() {
        if (wish == Wish.STOP) Runtime.getRuntime().halt(INTERRUPTED);
        if (audience == Audience.SCRIPT || asking) {
            stop();
            return;
        }
        asking = true;
        ask();
        answered();
    }

    private synchronized void answered() {
        asking = false;
        notifyAll();
    }

    private synchronized void awaitAnswer() throws InterruptedException {
        while (asking && wish == Wish.NONE) wait();
    }

    private void ask() {
        console.err().printf("%n%s runs on. d: leave it alone (detach), s or Ctrl-C: stop it [d] ", job.id());
        console.err().flush();
        String answer = line().strip().toLowerCase(Locale.ROOT);
        if (wish != Wish.NONE) return; // a second Ctrl-C was faster
        if (answer.startsWith("s")) stop();
        else wish = Wish.DETACH;
    }

    private String line() {
        var line = new StringBuilder();
        try {
            for (int c = answers.read(); c >= 0 && c != '\n'; c = answers.read()) line.append((char) c);
        } catch (IOException closed) {
            // As an empty answer: nothing is stopped that nobody asked to stop.
        }
        return line.toString();
    }

    private void stop() {
        wish = Wish.STOP;
        console.err().printf("%nStopping %s ...%n", job.id());
        console.err().flush();
        answered();
        try {
            service.stop(node, job.id());
        } catch (RuntimeException notHeard) {
            console.failure(String.valueOf(notHeard.getMessage()));
        }
    }

    /** Waits with every write while the question stands. */
    private final class Pausing extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) return;
            try {
                awaitAnswer();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while Ctrl-C was being answered");
            }
            output.write(bytes, offset, length);
            midLine = bytes[offset + length - 1] != '\n';
        }

        @Override
        public void flush() throws IOException {
            output.flush();
        }
    }
}
