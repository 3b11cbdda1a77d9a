package io.mobula.cli.job;

import io.mobula.cli.job.Job.Kind;
import io.mobula.cli.job.Job.State;
import java.util.List;
import java.util.Optional;

/** Jobs that tests list. */
final class JobsOf {
    static final long NOON = 43_200_000L;
    static final Job RUNNING = job("job-abc1", "nightly", State.RUNNING, NOON, Optional.empty());
    static final Job FAILED = job("job-abd2", "nightly", State.FAILED, NOON - 60_000, Optional.of(3));
    static final Job ATTACHED = new Job(
            "driver-7",
            "sweep",
            Kind.ATTACHED,
            State.RUNNING,
            "right",
            "h:2",
            NOON - 90_000_000,
            Optional.empty(),
            Optional.of("driver-7"),
            Optional.empty(),
            Optional.empty());
    static final JobList LIST = new JobList(
            List.of(RUNNING, FAILED, ATTACHED),
            List.of(new JobList.Node("left", "h:1"), new JobList.Node("right", "h:2")),
            List.of());

    private JobsOf() {}

    private static Job job(String id, String name, State state, long since, Optional<Integer> exit) {
        return new Job(
                id,
                name,
                Kind.SUBMITTED,
                state,
                "left",
                "h:1",
                since,
                exit.map(_ -> since + 5_000),
                exit.isPresent() ? Optional.empty() : Optional.of("driver-9"),
                exit,
                exit.map(code -> "its driver ended with exit code " + code));
    }
}
