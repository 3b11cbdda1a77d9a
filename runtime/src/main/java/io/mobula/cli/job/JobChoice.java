package io.mobula.cli.job;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which job a person means: by its id, a beginning of it that no other has, or its name. Pure. */
public final class JobChoice {
    private JobChoice() {}

    /** Of those with one name, the newest: the others have ids. */
    public static Optional<Job> find(JobList list, String word) {
        List<Job> jobs = list.jobs();
        Optional<Job> exact = jobs.stream().filter(job -> job.id().equals(word)).findFirst();
        if (exact.isPresent()) return exact;
        List<Job> begun = jobs.stream().filter(job -> job.id().startsWith(word)).toList();
        if (begun.size() == 1) return Optional.of(begun.getFirst());
        Optional<Job> named =
                jobs.stream().filter(job -> job.name().equals(word)).findFirst();
        if (named.isPresent()) return named;
        if (begun.size() > 1)
            throw unknown("%s could be %s. Write more of the id"
                    .formatted(word, begun.stream().map(Job::id).limit(5).collect(Collectors.joining(", "))));
        return Optional.empty();
    }

    /** The submitted job that is meant. */
    public static Job submitted(JobList list, String word) {
        Job job = find(list, word).orElseThrow(() -> notThere(list, word));
        if (!job.wasSubmitted())
            throw unknown(
                    "%s is a driver that connected from outside, and only submitted jobs can be stopped or read from here. End its process where it was started"
                            .formatted(word));
        return job;
    }

    public static JobException notThere(JobList list, String word) {
        String silent =
                list.silent().isEmpty() ? "" : ", and %s did not answer".formatted(String.join(", ", list.silent()));
        return unknown("No job is called %s%s. `mobula jobs --all` lists those there are".formatted(word, silent));
    }

    private static JobException unknown(String message) {
        return new JobException(ErrorCode.JOB_UNKNOWN, message, null);
    }
}
