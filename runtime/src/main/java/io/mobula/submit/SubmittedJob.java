package io.mobula.submit;

import java.time.Instant;
import java.util.List;

/**
 * A submitted job, as its node tells it.
 *
 * @param id unique in the cluster
 */
public record SubmittedJob(
        String id, String name, String mainClass, List<String> arguments, Instant submitted, JobState state) {
    public SubmittedJob {
        arguments = List.copyOf(arguments);
    }

    SubmittedJob in(JobState next) {
        return new SubmittedJob(id, name, mainClass, arguments, submitted, next);
    }
}
