package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.attach.proto.SubmitAnswerProto;
import io.mobula.attach.proto.SubmitAskProto;
import io.mobula.code.ClassVersion;
import io.mobula.code.Manifest;
import io.mobula.output.Chunk;
import io.mobula.submit.JobState;
import io.mobula.submit.Submission;
import io.mobula.submit.SubmitAnswer;
import io.mobula.submit.SubmitAsk;
import io.mobula.submit.SubmittedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubmitCodecTest {
    private static final Instant AT = Instant.ofEpochMilli(1_700_000_000_123L);
    private static final Submission SUBMISSION = new Submission(
            "nightly",
            new Submission.Program("com.acme.Main", List.of("--x", ""), Map.of("MODE", "fast")),
            new Manifest(List.of(new Manifest.Entry("app.jar", "ab".repeat(32), 12))),
            new ClassVersion("com/acme/Main.class", 69, 0),
            OptionalLong.of(1 << 30));

    static List<SubmitAsk> asks() {
        return List.of(
                new SubmitAsk.Submit(SUBMISSION),
                new SubmitAsk.List(),
                new SubmitAsk.Stop("job-1"),
                new SubmitAsk.Read(
                        new SubmitAsk.Source.Job("job-1"),
                        new SubmitAsk.From.Offset(1L << 40),
                        new SubmitAsk.Reading(1000, Duration.ofMillis(300), SubmitAsk.Pace.HELD)),
                new SubmitAsk.Read(
                        new SubmitAsk.Source.Node(),
                        new SubmitAsk.From.Tail(0),
                        new SubmitAsk.Reading(1, Duration.ZERO, SubmitAsk.Pace.FREE)));
    }

    static List<JobState> states() {
        return List.of(
                new JobState.Starting(),
                new JobState.Running(new JobState.Driver(42, 7)),
                new JobState.Stopping(new JobState.Driver(42, 7)),
                new JobState.Succeeded(AT),
                new JobState.Failed(AT, OptionalInt.empty(), "its node restarted while it ran"),
                new JobState.Stopped(AT, OptionalInt.of(143)));
    }

    @ParameterizedTest
    @MethodSource("asks")
    void everyQuestionIsReadAsItWasWritten(SubmitAsk ask) {
        assertEquals(ask, SubmitCodec.ask(SubmitCodec.encode(ask)));
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateIsReadAsItWasWritten(JobState state) {
        var answer = new SubmitAnswer.Jobs(
                List.of(new SubmittedJob("job-1", "nightly", "com.acme.Main", List.of("a"), AT, state)));
        assertEquals(answer, SubmitCodec.answer(SubmitCodec.encode(answer)));
    }

    @Test
    void outputAndMissingHashesAreReadAsTheyWereWritten() {
        var missing = new SubmitAnswer.Missing(List.of("ab", "cd"));
        assertEquals(missing, SubmitCodec.answer(SubmitCodec.encode(missing)));
        SubmitAnswer read = SubmitCodec.answer(
                SubmitCodec.encode(new SubmitAnswer.Output(new Chunk(5, new byte[] {0, -1, 10}, true))));
        Chunk chunk = ((SubmitAnswer.Output) read).chunk();
        assertEquals(5, chunk.start());
        assertArrayEquals(new byte[] {0, -1, 10}, chunk.bytes());
        assertEquals(true, chunk.last());
    }

    @Test
    void theBytesOfAStopStayWhatTheyAre() {
        byte[] bytes = AttachCodec.encode(3, new ToNode.Submitted(new SubmitAsk.Stop("job-1")));
        assertEquals("08035a071a056a6f622d31", HexFormat.of().formatHex(bytes));
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> SubmitCodec.ask(SubmitAskProto.getDefaultInstance()));
        assertThrows(IllegalArgumentException.class, () -> SubmitCodec.answer(SubmitAnswerProto.getDefaultInstance()));
    }
}
