package io.mobula.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.cli.job.ActorSource.Actor;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Styling;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private final StringWriter out = new StringWriter();

    @Test
    void jobsThatHaveEndedAreCountedAndShownWhenAskedFor() {
        jobs(JobsReport.Which.UNENDED, OptionalInt.empty());
        assertEquals("""

                  JOB       NAME     STATE    NODE              SINCE   TIME  EXIT  REMARK
                  job-abc1  nightly  RUNNING  left           12:00:00     9s     -  driver-9
                  driver-7  sweep    RUNNING  right  1969-12-31 11:00  1d 1h     -  connected from outside

                  1 job ended before: mobula jobs --all

                """, out.toString());
    }

    @Test
    void aNarrowTerminalCutsRemarksAndNeverIds() {
        jobs(JobsReport.Which.ALL, OptionalInt.of(80));
        assertEquals("""

                  JOB       NAME     STATE    NODE              SINCE   TIME  EXIT  REMARK
                  job-abc1  nightly  RUNNING  left           12:00:00     9s     -  driver-9
                  job-abd2  nightly  FAILED   left           11:59:00     5s     3  its driver …
                  driver-7  sweep    RUNNING  right  1969-12-31 11:00  1d 1h     -  connected f…

                """, out.toString());
    }

    @Test
    void aJobsEndingIsOneLine() {
        assertEquals("job-abd2 failed after 5s: its driver ended with exit code 3", JobsReport.ending(JobsOf.FAILED));
    }

    @Test
    void theDeadAreCountedAndTheLivingShown() {
        ActorsReport.print(
                List.of(actor("a-1", ActorSource.State.ALIVE), actor("a-2", ActorSource.State.DEAD)),
                ActorsReport.Which.LIVING,
                Console.plain(out, out));
        assertEquals("""

                  ACTOR  NAME  CLASS    STATE  NODE  RESTARTS  JOB       REMARK
                  a-1    hits  Counter  ALIVE  left         1  driver-7

                  1 actor died before: mobula actors --all

                """, out.toString());
    }

    private void jobs(JobsReport.Which which, OptionalInt width) {
        var console = new Console(new PrintWriter(out), new PrintWriter(out), Styling.PLAIN, width);
        new JobsReport(Instant.ofEpochMilli(JobsOf.NOON + 9_000), ZoneOffset.UTC).print(JobsOf.LIST, which, console);
    }

    private static Actor actor(String id, ActorSource.State state) {
        return new Actor(
                id, Optional.of("hits"), "Counter", state, Optional.of("left"), 1, "driver-7", Optional.empty());
    }
}
