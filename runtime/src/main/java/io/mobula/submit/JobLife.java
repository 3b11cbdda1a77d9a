package io.mobula.submit;

import io.mobula.submit.JobEvent.Exited;
import io.mobula.submit.JobEvent.GraceOver;
import io.mobula.submit.JobEvent.LaunchFailed;
import io.mobula.submit.JobEvent.Launched;
import io.mobula.submit.JobEvent.NodeRestarted;
import io.mobula.submit.JobEvent.NodeStops;
import io.mobula.submit.JobEvent.StopAsked;
import io.mobula.submit.JobState.Driver;
import io.mobula.submit.JobState.Ended;
import io.mobula.submit.JobState.Failed;
import io.mobula.submit.JobState.Running;
import io.mobula.submit.JobState.Starting;
import io.mobula.submit.JobState.Stopped;
import io.mobula.submit.JobState.Stopping;
import io.mobula.submit.JobState.Succeeded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** Decides a submitted job's life. Pure. */
final class JobLife {
    /** How long a driver may take over its shutdown hooks. */
    static final Duration STOP_GRACE = Duration.ofSeconds(10);

    /** A process that a signal ended has 128 and its number as exit code. */
    private static final int BY_SIGNAL = 128;

    private static final int SIGKILL = 9;

    record Step(JobState state, List<JobEffect> effects) {
        Step {
            effects = List.copyOf(effects);
        }

        static Step to(JobState state, JobEffect... effects) {
            return new Step(state, List.of(effects));
        }
    }

    private JobLife() {}

    static Step next(JobState state, JobEvent event, Instant now) {
        return switch (state) {
            case Starting starting -> starting(starting, event, now);
            case Running running -> running(running, event, now);
            case Stopping stopping -> stopping(stopping, event, now);
            case Ended ended -> ended(ended, event); // JOB-2
        };
    }

    private static Step starting(Starting state, JobEvent event, Instant now) {
        return switch (event) {
            case Launched(Driver driver) -> Step.to(new Running(driver));
            case LaunchFailed(String cause) -> Step.to(new Failed(now, OptionalInt.empty(), cause));
            case StopAsked _ -> Step.to(new Stopped(now, OptionalInt.empty()));
            case NodeStops _ -> Step.to(new Failed(now, OptionalInt.empty(), "its node was stopped"));
            case NodeRestarted _ -> Step.to(new Failed(now, OptionalInt.empty(), "its node restarted"));
            case GraceOver _, Exited _ -> Step.to(state);
        };
    }

    private static Step running(Running state, JobEvent event, Instant now) {
        Driver driver = state.driver();
        return switch (event) {
            case Exited(int code) when code == 0 -> Step.to(new Succeeded(now));
            case Exited(int code) -> Step.to(new Failed(now, OptionalInt.of(code), story(code)));
            case StopAsked _ -> Step.to(new Stopping(driver), new JobEffect.AskToEnd(driver));
            case NodeStops _ ->
                Step.to(
                        new Failed(now, OptionalInt.empty(), "its node was stopped while it ran"),
                        new JobEffect.AskToEnd(driver));
            case NodeRestarted _ ->
                Step.to(
                        new Failed(now, OptionalInt.empty(), "its node restarted while it ran"),
                        new JobEffect.Kill(driver));
            case Launched _, LaunchFailed _, GraceOver _ -> Step.to(state);
        };
    }

    private static Step stopping(Stopping state, JobEvent event, Instant now) {
        return switch (event) {
            case Exited(int code) -> Step.to(new Stopped(now, OptionalInt.of(code)));
            case GraceOver _ -> Step.to(state, new JobEffect.Kill(state.driver()));
            case NodeStops _, NodeRestarted _ ->
                Step.to(new Stopped(now, OptionalInt.empty()), new JobEffect.Kill(state.driver()));
            case Launched _, LaunchFailed _, StopAsked _ -> Step.to(state);
        };
    }

    /** A stop may overtake the launch, whose process must not be left over. */
    private static Step ended(Ended state, JobEvent event) {
        return event instanceof Launched(Driver driver) ? Step.to(state, new JobEffect.Kill(driver)) : Step.to(state);
    }

    private static String story(int code) {
        if (code == BY_SIGNAL + SIGKILL) return "its driver was killed (signal 9): by hand, or for want of memory";
        if (code > BY_SIGNAL) return "its driver was ended by signal " + (code - BY_SIGNAL);
        return "its driver ended with exit code " + code;
    }
}
