package io.mobula.train;

import java.util.List;

/**
 * What the ranks reported at one step.
 *
 * @param step from 1
 * @param metrics by rank
 */
public record Report(long step, List<Record> metrics) {
    public Report {
        metrics = List.copyOf(metrics);
    }

    /** Rank 0's. Throws {@link ClassCastException} if the loop reports another record. */
    public <M> M first(Class<M> type) {
        return type.cast(metrics.getFirst());
    }
}
