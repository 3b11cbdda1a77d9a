package io.mobula.cli.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.job.Attended.Audience;
import io.mobula.cli.job.Attended.Outcome;
import io.mobula.cli.text.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AttendedTest {
    private final ScriptedJob job = new ScriptedJob();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void showsAllOutputAndTellsHowItEnded() throws Exception {
        job.prints("one\n");
        job.prints("two");
        job.ends();
        Outcome outcome = attended(Audience.SCRIPT, "").attend();
        assertEquals(new Outcome.Ended(JobsOf.FAILED), outcome);
        assertEquals("one\ntwo", output.toString(UTF_8));
        assertEquals("\n", err.toString(), "what follows begins a line");
    }

    @Test
    void withoutATerminalAnInterruptStops() throws Exception {
        Attended attended = attended(Audience.SCRIPT, "");
        attended.interrupted();
        assertEquals(1, job.stops());
        assertInstanceOf(Outcome.Interrupted.class, attended.attend());
    }

    @Test
    void aPersonWhoJustPressesEnterDetaches() throws Exception {
        Attended attended = attended(Audience.PERSON, "\n");
        attended.interrupted();
        assertEquals(new Outcome.Detached(), attended.attend());
        assertEquals(0, job.stops());
        assertTrue(err.toString().contains("runs on. d: leave it alone (detach), s or Ctrl-C: stop it [d]"));
    }

    @Test
    void aPersonWhoAnswersSStops() throws Exception {
        Attended attended = attended(Audience.PERSON, "s\n");
        attended.interrupted();
        assertEquals(1, job.stops());
        assertInstanceOf(Outcome.Interrupted.class, attended.attend());
    }

    @Test
    void aSecondInterruptStopsWhileTheQuestionStands() throws Exception {
        try (var typing = new PipedOutputStream();
                var answers = new PipedInputStream(typing)) {
            Attended attended = attended(Audience.PERSON, answers);
            CompletableFuture<Void> first = CompletableFuture.runAsync(attended::interrupted);
            while (!err.toString().contains("[d]")) Thread.onSpinWait();
            attended.interrupted();
            assertEquals(1, job.stops());
            assertInstanceOf(Outcome.Interrupted.class, attended.attend());
            typing.write('\n');
            typing.flush();
            first.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void aNodeThatIsAwayForAMomentLosesNothing() throws Exception {
        job.prints("before ");
        job.breaksOnce();
        job.prints("after\n");
        job.ends();
        assertEquals(
                new Outcome.Ended(JobsOf.FAILED), attended(Audience.SCRIPT, "").attend());
        assertEquals("before after\n", output.toString(UTF_8));
    }

    private Attended attended(Audience audience, String answers) {
        return attended(audience, new ByteArrayInputStream(answers.getBytes(UTF_8)));
    }

    private Attended attended(Audience audience, InputStream answers) {
        var terminal = new LogCopy.Terminal(output, Console.plain(err, err));
        return new Attended(job, new Target("h:1", "t", Optional.empty()), JobsOf.RUNNING, terminal, audience, answers);
    }
}
