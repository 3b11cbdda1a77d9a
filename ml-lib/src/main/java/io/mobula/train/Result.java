package io.mobula.train;

import io.mobula.train.checkpoint.Checkpoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finished run.
 *
 * @param values what the ranks answered, by rank
 * @param reports one for each step, in order; of a step that was run twice because of a restart, the last
 * @param restarts of the whole group
 * @param best the checkpoint with the best metric, the newest if none is ranked; empty without a folder or without a committed checkpoint
 * @param newest empty as above
 */
public record Result<R extends @Nullable Object>(
        List<R> values, List<Report> reports, int restarts, Optional<Checkpoint> best, Optional<Checkpoint> newest) {
    /** What rank 0 answered. */
    public R value() {
        return values.getFirst();
    }
}
