package io.mobula.control;

import io.mobula.code.Manifest;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.Job;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;

/** A job as its users see it, and as the log keeps it. */
final class Jobs {
    private Jobs() {}

    static Job toLog(JobSpec spec) {
        return new Job(
                spec.name(),
                spec.home(),
                spec.code().entries().stream()
                        .map(entry -> new Job.CodePart(entry.name(), entry.sha256(), entry.sizeBytes()))
                        .toList(),
                spec.weight());
    }

    static List<ListedJob> list(ControlState state) {
        var list = new ArrayList<ListedJob>();
        state.jobs().forEach((driver, job) -> list.add(listed(driver, job, ListedJob.State.RUNNING)));
        state.lingering().forEach((driver, job) -> list.add(listed(driver, job, ListedJob.State.LINGERING)));
        return list;
    }

    private static ListedJob listed(ProcessId driver, Job job, ListedJob.State state) {
        return new ListedJob(driver, job.name(), job.home(), state);
    }

    static JobSpec fromLog(Job job) {
        var code = new Manifest(job.code().stream()
                .map(part -> new Manifest.Entry(part.name(), part.sha256(), part.sizeBytes()))
                .toList());
        return new JobSpec(job.name(), job.home(), code, job.weight());
    }
}
