package io.mobula.control;

import io.mobula.code.Manifest;
import io.mobula.core.control.Job;

/** A job as its users see it, and as the log keeps it. */
final class Jobs {
    private Jobs() {}

    static Job toLog(JobSpec spec) {
        return new Job(
                spec.name(),
                spec.home(),
                spec.code().entries().stream()
                        .map(entry -> new Job.CodePart(entry.name(), entry.sha256(), entry.sizeBytes()))
                        .toList());
    }

    static JobSpec fromLog(Job job) {
        var code = new Manifest(job.code().stream()
                .map(part -> new Manifest.Entry(part.name(), part.sha256(), part.sizeBytes()))
                .toList());
        return new JobSpec(job.name(), job.home(), code);
    }
}
