package io.mobula.cli;

import io.mobula.cli.job.Job;
import io.mobula.cli.job.JobList;
import io.mobula.cli.job.JobService;
import io.mobula.cli.job.SubmitRequest;
import io.mobula.cli.job.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster that has run one job, and takes any other. */
final class FakeJobs implements JobService {
    private static final Job JOB = new Job(
            "job-1",
            "app",
            Job.Kind.SUBMITTED,
            Job.State.SUCCEEDED,
            "left",
            "h:1",
            0,
            Optional.of(2_000L),
            Optional.empty(),
            Optional.of(0),
            Optional.empty());

    final List<SubmitRequest> submitted = new ArrayList<>();

    @Override
    public JobList jobs(Target target) {
        return new JobList(List.of(JOB), List.of(new JobList.Node("left", "h:1")), List.of());
    }

    @Override
    public Job submit(Target target, SubmitRequest request) {
        submitted.add(request);
        return JOB;
    }

    @Override
    public Job job(Target node, String id) {
        return JOB;
    }

    @Override
    public Job stop(Target node, String id) {
        throw new AssertionError("it has ended: " + id);
    }

    @Override
    public Output open(Target node, Source source) {
        throw new AssertionError("nobody reads " + source);
    }
}
