package io.mobula.boot;

import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.cli.job.Job;
import io.mobula.core.control.ClusterView;
import io.mobula.submit.JobState;
import io.mobula.submit.SubmittedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A node's jobs as the command line lists them. A submitted job whose driver has connected is one job, not two. */
final class JobRows {
    private JobRows() {}

    static List<Job> of(ClusterView.Node node, List<SubmittedJob> submitted, List<HomeDriver> drivers) {
        var rows = new ArrayList<Job>();
        Set<Long> children = new HashSet<>();
        for (SubmittedJob job : submitted) {
            Optional<Long> pid = pid(job.state());
            pid.ifPresent(children::add);
            Optional<String> driver = drivers.stream()
                    .filter(each -> pid.filter(own -> own == each.pid()).isPresent())
                    .map(each -> each.process().toString())
                    .findFirst();
            rows.add(row(node.name(), node.address(), job, driver));
        }
        for (HomeDriver driver : drivers) if (!children.contains(driver.pid())) rows.add(attached(node, driver));
        return rows;
    }

    static Job submitted(String nodeName, String address, SubmittedJob job) {
        return row(nodeName, address, job, Optional.empty());
    }

    private static Job row(String nodeName, String address, SubmittedJob job, Optional<String> driver) {
        return new Job(
                job.id(),
                job.name(),
                Job.Kind.SUBMITTED,
                state(job.state()),
                nodeName,
                address,
                job.submitted().toEpochMilli(),
                ended(job.state()).map(JobState.Ended::at).map(Instant::toEpochMilli),
                driver,
                ended(job.state()).map(JobState.Ended::exitCode).flatMap(JobRows::boxed),
                job.state() instanceof JobState.Failed failed ? Optional.of(failed.cause()) : Optional.empty());
    }

    private static Job attached(ClusterView.Node home, HomeDriver driver) {
        return new Job(
                driver.process().toString(),
                driver.name(),
                Job.Kind.ATTACHED,
                Job.State.RUNNING,
                home.name(),
                home.address(),
                driver.since().toEpochMilli(),
                Optional.empty(),
                Optional.of(driver.process().toString()),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<JobState.Ended> ended(JobState state) {
        return state instanceof JobState.Ended ended ? Optional.of(ended) : Optional.empty();
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static Optional<Long> pid(JobState state) {
        return switch (state) {
            case JobState.Running running -> Optional.of(running.driver().pid());
            case JobState.Stopping stopping -> Optional.of(stopping.driver().pid());
            case JobState.Starting _, JobState.Ended _ -> Optional.empty();
        };
    }

    private static Job.State state(JobState state) {
        return switch (state) {
            case JobState.Starting _, JobState.Running _ -> Job.State.RUNNING;
            case JobState.Stopping _ -> Job.State.STOPPING;
            case JobState.Succeeded _ -> Job.State.SUCCEEDED;
            case JobState.Failed _ -> Job.State.FAILED;
            case JobState.Stopped _ -> Job.State.STOPPED;
        };
    }
}
