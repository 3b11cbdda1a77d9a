package io.mobula.submit;

import io.mobula.output.OutputLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One submitted job at its node: its state, its file, its output. Thread safety: any thread; events are handled one at a time. */
final class JobEntry {
    private static final Logger LOG = LoggerFactory.getLogger(JobEntry.class);

    private final JobFolder folder;
    private final OutputLog output;
    private final Consumer<JobEntry> onEnd;
    private SubmittedJob job;

    private JobEntry(JobFolder folder, OutputLog output, SubmittedJob job, Consumer<JobEntry> onEnd) {
        this.folder = folder;
        this.output = output;
        this.job = job;
        this.onEnd = onEnd;
    }

    /** A new one, in its file when this returns (JOB-1). */
    static JobEntry create(JobFolder folder, SubmittedJob job, long outputBytes, Consumer<JobEntry> onEnd)
            throws IOException {
        folder.create();
        JobFile.write(folder.file(), job);
        return new JobEntry(folder, OutputLog.open(folder.output(), outputBytes), job, onEnd);
    }

    /** One of an earlier life of this node. Should its driver still be there, it is killed. */
    static JobEntry found(JobFolder folder, Consumer<JobEntry> onEnd) throws IOException {
        SubmittedJob job = JobFile.read(folder.file());
        var entry = new JobEntry(folder, OutputLog.ended(folder.output()), job, onEnd);
        entry.on(new JobEvent.NodeRestarted());
        return entry;
    }

    synchronized SubmittedJob job() {
        return job;
    }

    JobFolder folder() {
        return folder;
    }

    OutputLog output() {
        return output;
    }

    boolean isAlive() {
        return job().state() instanceof JobState.Alive;
    }

    synchronized void on(JobEvent event) {
        JobState before = job.state();
        JobLife.Step step = JobLife.next(before, event, Instant.now());
        if (!step.state().equals(before)) enter(step.state());
        for (JobEffect effect : step.effects()) perform(effect);
    }

    /** The file first (JOB-1). A disk that takes no more is no reason to lose sight of the process. */
    private void enter(JobState state) {
        SubmittedJob next = job.in(state);
        try {
            JobFile.write(folder.file(), next);
        } catch (IOException full) {
            LOG.error("The state of {} is not in its file: {}", job.id(), full.toString());
        }
        job = next;
        if (state instanceof JobState.Ended ended) {
            LOG.info("Submitted job {} ({}) {}", job.id(), job.name(), story(ended));
            close();
            onEnd.accept(this);
        }
    }

    private static String story(JobState.Ended state) {
        return switch (state) {
            case JobState.Succeeded _ -> "has succeeded";
            case JobState.Failed failed -> "has failed: " + failed.cause();
            case JobState.Stopped _ -> "was stopped";
        };
    }

    private void close() {
        try {
            output.close();
            folder.endUse();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("What {} used was not cleared away: {}", job.id(), e.toString());
        }
    }

    private void perform(JobEffect effect) {
        switch (effect) {
            case JobEffect.AskToEnd(JobState.Driver driver) -> {
                DriverProcess.askToEnd(driver);
                CompletableFuture.delayedExecutor(JobLife.STOP_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> on(new JobEvent.GraceOver()));
            }
            case JobEffect.Kill(JobState.Driver driver) -> DriverProcess.kill(driver);
        }
    }
}
