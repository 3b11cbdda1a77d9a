package io.mobula.submit;

import io.mobula.submit.JobState.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code job.json}: a submitted job as its node remembers it. Readers see the old state or the new one, never half of it. */
final class JobFile {
    private enum Phase {
        STARTING,
        RUNNING,
        STOPPING,
        SUCCEEDED,
        FAILED,
        STOPPED
    }

    /** The file's content; a field that a state has not is absent. */
    private record Content(
            String id,
            String name,
            String mainClass,
            List<String> arguments,
            long submittedMillis,
            Phase phase,
            Optional<Driver> driver,
            Optional<Long> endedMillis,
            Optional<Integer> exitCode,
            Optional<String> cause) {}

    private JobFile() {}

    static void write(Path file, SubmittedJob job) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(
                draft, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content(job)) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static SubmittedJob read(Path file) throws IOException {
        try {
            return job(JsonMapper.shared().readValue(Files.readString(file), Content.class));
        } catch (JacksonException malformed) {
            throw new IOException(file + " is no description of a job: " + malformed.getMessage(), malformed);
        }
    }

    private static Content content(SubmittedJob job) {
        return switch (job.state()) {
            case JobState.Starting _ -> alive(job, Phase.STARTING, Optional.empty());
            case JobState.Running running -> alive(job, Phase.RUNNING, Optional.of(running.driver()));
            case JobState.Stopping stopping -> alive(job, Phase.STOPPING, Optional.of(stopping.driver()));
            case JobState.Succeeded ended -> ended(job, Phase.SUCCEEDED, ended, Optional.empty());
            case JobState.Failed ended -> ended(job, Phase.FAILED, ended, Optional.of(ended.cause()));
            case JobState.Stopped ended -> ended(job, Phase.STOPPED, ended, Optional.empty());
        };
    }

    private static Content alive(SubmittedJob job, Phase phase, Optional<Driver> driver) {
        return new Content(
                job.id(),
                job.name(),
                job.mainClass(),
                job.arguments(),
                job.submitted().toEpochMilli(),
                phase,
                driver,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Content ended(SubmittedJob job, Phase phase, JobState.Ended state, Optional<String> cause) {
        Optional<Integer> code =
                state.exitCode().isPresent() ? Optional.of(state.exitCode().getAsInt()) : Optional.empty();
        return new Content(
                job.id(),
                job.name(),
                job.mainClass(),
                job.arguments(),
                job.submitted().toEpochMilli(),
                phase,
                Optional.empty(),
                Optional.of(state.at().toEpochMilli()),
                code,
                cause);
    }

    private static SubmittedJob job(Content content) {
        return new SubmittedJob(
                content.id(),
                content.name(),
                content.mainClass(),
                content.arguments(),
                Instant.ofEpochMilli(content.submittedMillis()),
                state(content));
    }

    private static JobState state(Content content) {
        Instant at = Instant.ofEpochMilli(content.endedMillis().orElse(0L));
        OptionalInt code = content.exitCode().map(OptionalInt::of).orElse(OptionalInt.empty());
        return switch (content.phase()) {
            case STARTING -> new JobState.Starting();
            case RUNNING -> new JobState.Running(content.driver().orElseThrow());
            case STOPPING -> new JobState.Stopping(content.driver().orElseThrow());
            case SUCCEEDED -> new JobState.Succeeded(at);
            case FAILED -> new JobState.Failed(at, code, content.cause().orElse("for a reason that was not kept"));
            case STOPPED -> new JobState.Stopped(at, code);
        };
    }
}
