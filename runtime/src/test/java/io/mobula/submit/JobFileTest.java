package io.mobula.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.submit.JobState.Driver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JobFileTest {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);

    @TempDir
    private Path folder;

    static List<JobState> states() {
        return List.of(
                new JobState.Starting(),
                new JobState.Running(new Driver(42, 7)),
                new JobState.Stopping(new Driver(42, 7)),
                new JobState.Succeeded(AT),
                new JobState.Failed(AT, OptionalInt.of(3), "its driver ended with exit code 3"),
                new JobState.Failed(AT, OptionalInt.empty(), "its node restarted while it ran"),
                new JobState.Stopped(AT, OptionalInt.of(143)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsReadAsItWasWritten(JobState state) throws IOException {
        var job = new SubmittedJob("job-1", "näme", "com.acme.Main", List.of("a b", ""), AT, state);
        JobFile.write(folder.resolve("job.json"), job);
        assertEquals(job, JobFile.read(folder.resolve("job.json")));
    }

    @Test
    void whatIsNoJobIsRefusedWithItsFile() throws IOException {
        Path file = Files.writeString(folder.resolve("job.json"), "{\"id\": 3");
        var refusal = assertThrows(IOException.class, () -> JobFile.read(file));
        assertTrue(refusal.getMessage().startsWith(file + " is no description of a job"), refusal.getMessage());
    }
}
