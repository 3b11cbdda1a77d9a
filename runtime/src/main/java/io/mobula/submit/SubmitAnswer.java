package io.mobula.submit;

import io.mobula.output.Chunk;
import java.util.List;

/** What a node answers about submitted jobs; refusals are exceptions. */
public sealed interface SubmitAnswer {
    /** The code store lacks these hashes: send them, and ask again. */
    record Missing(List<String> hashes) implements SubmitAnswer {
        public Missing {
            hashes = List.copyOf(hashes);
        }
    }

    record Jobs(List<SubmittedJob> jobs) implements SubmitAnswer {
        public Jobs {
            jobs = List.copyOf(jobs);
        }
    }

    record Output(Chunk chunk) implements SubmitAnswer {}
}
