package io.mobula.train.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's checkpoints go, and which of them stay.
 *
 * {@snippet :
 * Checkpoints.in(Path.of("runs")).keepHighest(3, Epoch.class, Epoch::accuracy).resume()
 * }
 *
 * <p>Immutable: each method returns a new value.
 */
public final class Checkpoints {
    private static final Retention NEWEST_ONLY = new Retention(1, 0, Retention.Goal.HIGHEST);

    private final Path folder;
    private final Retention retention;
    private final @Nullable Metric<?> metric;
    private final Start start;
    private final Scope scope;
    private final CheckpointFormat format;

    private Checkpoints(
            Path folder,
            Retention retention,
            @Nullable Metric<?> metric,
            Start start,
            Scope scope,
            CheckpointFormat format) {
        this.folder = folder;
        this.retention = retention;
        this.metric = metric;
        this.start = start;
        this.scope = scope;
        this.format = format;
    }

    /** What a run does with checkpoints of an earlier one of its name. */
    public enum Start {
        /** Refuses them: {@code EARLIER_RUN}. */
        ANEW,
        /** Goes on from the newest. */
        RESUME
    }

    /** Whose values make up a checkpoint. */
    public enum Scope {
        /** Rank 0's; those of the other ranks are the same, and are not sent. */
        RANK_0,
        /** Every rank's own: each gets its own back. */
        EVERY_RANK
    }

    private record Metric<M>(Class<M> type, ToDoubleFunction<? super M> value) {
        double of(Object metrics) {
            if (type.isInstance(metrics)) return value.applyAsDouble(type.cast(metrics));
            throw new IllegalArgumentException("Checkpoints are ranked by a metric of " + type.getName()
                    + ", but the loop reports " + metrics.getClass().getName());
        }
    }

    /** In a subfolder of this one, named after the run. Keeps the newest checkpoint, until told otherwise. The folder is one of the process that calls {@code fit}. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder, NEWEST_ONLY, null, Start.ANEW, Scope.RANK_0, CheckpointFormat.standard());
    }

    /** As many of the newest ones, in place of 1. */
    public Checkpoints keepNewest(int count) {
        return new Checkpoints(
                folder, new Retention(count, retention.best(), retention.goal()), metric, start, scope, format);
    }

    /** Besides the newest, those with the highest values of this metric, averaged over the ranks. */
    public <M> Checkpoints keepHighest(int count, Class<M> metrics, ToDoubleFunction<? super M> value) {
        return ranked(count, Retention.Goal.HIGHEST, new Metric<M>(metrics, value));
    }

    /** Besides the newest, those with the lowest values of this metric, averaged over the ranks. */
    public <M> Checkpoints keepLowest(int count, Class<M> metrics, ToDoubleFunction<? super M> value) {
        return ranked(count, Retention.Goal.LOWEST, new Metric<M>(metrics, value));
    }

    private Checkpoints ranked(int count, Retention.Goal goal, Metric<?> by) {
        return new Checkpoints(folder, new Retention(retention.newest(), count, goal), by, start, scope, format);
    }

    /** Goes on from the newest checkpoint that the folder holds of a run of this name; begins anew if there is none. Without this an earlier run's checkpoints are an error. */
    public Checkpoints resume() {
        return new Checkpoints(folder, retention, metric, Start.RESUME, scope, format);
    }

    /** Each rank's value is kept, not rank 0's alone: for state that is divided among the ranks. */
    public Checkpoints perRank() {
        return new Checkpoints(folder, retention, metric, start, Scope.EVERY_RANK, format);
    }

    public Checkpoints format(CheckpointFormat form) {
        return new Checkpoints(folder, retention, metric, start, scope, form);
    }

    public Path folder() {
        return folder;
    }

    public Start start() {
        return start;
    }

    public Scope scope() {
        return scope;
    }

    public CheckpointFormat format() {
        return format;
    }

    Retention retention() {
        return retention;
    }

    /** The value that a checkpoint is ranked by: the mean over the metrics of the ranks, added in their order; empty if none was named. */
    public OptionalDouble rank(List<? extends Object> metricsOfRanks) {
        Optional<Metric<?>> by = Optional.ofNullable(metric);
        return by.isEmpty()
                ? OptionalDouble.empty()
                : metricsOfRanks.stream().mapToDouble(by.get()::of).average();
    }
}
