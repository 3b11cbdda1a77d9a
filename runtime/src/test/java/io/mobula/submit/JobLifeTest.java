package io.mobula.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.submit.JobLife.Step;
import io.mobula.submit.JobState.Driver;
import io.mobula.submit.JobState.Failed;
import io.mobula.submit.JobState.Running;
import io.mobula.submit.JobState.Starting;
import io.mobula.submit.JobState.Stopped;
import io.mobula.submit.JobState.Stopping;
import io.mobula.submit.JobState.Succeeded;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobLifeTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Driver DRIVER = new Driver(42, 7);

    static List<JobEvent> events() {
        return List.of(
                new JobEvent.Launched(DRIVER),
                new JobEvent.LaunchFailed("no java"),
                new JobEvent.StopAsked(),
                new JobEvent.GraceOver(),
                new JobEvent.Exited(1),
                new JobEvent.NodeStops(),
                new JobEvent.NodeRestarted());
    }

    @Test
    void aJobThatReturnsSucceeds() {
        Step step = after(new Starting(), new JobEvent.Launched(DRIVER), new JobEvent.Exited(0));
        assertEquals(Step.to(new Succeeded(NOW)), step);
    }

    @ParameterizedTest
    @CsvSource({
        "3, its driver ended with exit code 3",
        "137, 'its driver was killed (signal 9): by hand, or for want of memory'",
        "134, its driver was ended by signal 6"
    })
    void anyOtherExitCodeIsAFailureThatSaysWhatItWas(int code, String cause) {
        Step step = after(new Running(DRIVER), new JobEvent.Exited(code));
        assertEquals(Step.to(new Failed(NOW, OptionalInt.of(code), cause)), step);
    }

    @Test
    void aStopAsksTheDriverToEndAndWaitsForIt() {
        Step asked = after(new Running(DRIVER), new JobEvent.StopAsked());
        assertEquals(Step.to(new Stopping(DRIVER), new JobEffect.AskToEnd(DRIVER)), asked);
        assertEquals(Step.to(new Stopped(NOW, OptionalInt.of(143))), after(asked.state(), new JobEvent.Exited(143)));
    }

    @Test
    void aDriverThatReturnsWhileItIsStoppedWasStopped() {
        assertEquals(Step.to(new Stopped(NOW, OptionalInt.of(0))), after(new Stopping(DRIVER), new JobEvent.Exited(0)));
    }

    @Test
    void aDriverThatOutstaysItsGraceIsKilled() {
        assertEquals(
                Step.to(new Stopping(DRIVER), new JobEffect.Kill(DRIVER)),
                after(new Stopping(DRIVER), new JobEvent.GraceOver()));
    }

    @Test
    void aSecondStopChangesNothing() {
        assertEquals(Step.to(new Stopping(DRIVER)), after(new Stopping(DRIVER), new JobEvent.StopAsked()));
    }

    @Test
    void aStopThatOvertakesTheLaunchLeavesNoProcessBehind() {
        Step stopped = after(new Starting(), new JobEvent.StopAsked());
        assertInstanceOf(Stopped.class, stopped.state());
        assertEquals(
                Step.to(stopped.state(), new JobEffect.Kill(DRIVER)),
                after(stopped.state(), new JobEvent.Launched(DRIVER)));
    }

    @Test
    void aLaunchThatFailsFailsTheJob() {
        Step step = after(new Starting(), new JobEvent.LaunchFailed("no java"));
        assertEquals(Step.to(new Failed(NOW, OptionalInt.empty(), "no java")), step);
    }

    @Test
    void aNodeThatComesBackFailsWhatRanAndKillsWhatIsLeftOfIt() {
        Step step = after(new Running(DRIVER), new JobEvent.NodeRestarted());
        assertEquals(
                Step.to(
                        new Failed(NOW, OptionalInt.empty(), "its node restarted while it ran"),
                        new JobEffect.Kill(DRIVER)),
                step);
    }

    @Test
    void aNodeThatStopsInOrderGivesDriversTheTimeToEnd() {
        Step step = after(new Running(DRIVER), new JobEvent.NodeStops());
        assertInstanceOf(Failed.class, step.state());
        assertEquals(List.of(new JobEffect.AskToEnd(DRIVER)), step.effects());
    }

    @ParameterizedTest
    @MethodSource("events")
    void aJobEndsOnce(JobEvent event) {
        for (JobState ended : List.of(
                new Succeeded(NOW), new Failed(NOW, OptionalInt.of(1), "why"), new Stopped(NOW, OptionalInt.empty()))) {
            assertEquals(ended, JobLife.next(ended, event, NOW.plusSeconds(9)).state());
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void onlyTheEndOfTheProcessOrOfTheNodeEndsWhatRuns(JobEvent event) {
        for (JobState alive : List.of(new Running(DRIVER), new Stopping(DRIVER))) {
            boolean ends = JobLife.next(alive, event, NOW).state() instanceof JobState.Ended;
            boolean isAnEnd = switch (event) {
                case JobEvent.Exited _, JobEvent.NodeStops _, JobEvent.NodeRestarted _ -> true;
                case JobEvent.Launched _, JobEvent.LaunchFailed _, JobEvent.StopAsked _, JobEvent.GraceOver _ -> false;
            };
            assertEquals(isAnEnd, ends, alive + " " + event);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void whoeverHasNoProcessOrdersNothingOfOne(JobEvent event) {
        assertTrue(JobLife.next(new Starting(), event, NOW).effects().isEmpty());
    }

    private static Step after(JobState state, JobEvent... events) {
        Step step = Step.to(state);
        for (JobEvent event : events) step = JobLife.next(step.state(), event, NOW);
        return step;
    }
}
