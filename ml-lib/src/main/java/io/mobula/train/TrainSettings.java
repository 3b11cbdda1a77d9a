package io.mobula.train;

import io.mobula.api.Retry;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.train.checkpoint.CheckpointFormat;
import io.mobula.train.checkpoint.Checkpoints;
import io.mobula.train.core.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** The options of a {@link Trainer}. */
record TrainSettings(
        int workers,
        Resources each,
        Strategy strategy,
        Retry retry,
        Optional<Checkpoints> checkpoints,
        Limits limits,
        Consumer<? super Progress> listener) {
    /** For the ranks of a failed attempt to end by themselves, before they are killed. */
    private static final Duration STOP = Duration.ofSeconds(10);

    /**
     * @param hang how long ranks wait for one another
     * @param start how long a group may take to be reserved, and to start
     */
    record Limits(Duration hang, Duration start) {}

    Plan plan() {
        return new Plan(
                workers,
                scope() == Checkpoints.Scope.EVERY_RANK ? Plan.Offers.EVERY_RANK : Plan.Offers.RANK_0,
                new Plan.Restarts(
                        retry.times(),
                        retry.delay().toNanos(),
                        retry.factor(),
                        retry.atMost().map(Duration::toNanos).orElse(Plan.Restarts.ANY_TIME)),
                new Plan.Limits(limits.start.toNanos(), limits.hang.toNanos(), STOP.toNanos()));
    }

    Checkpoints.Scope scope() {
        return checkpoints.map(Checkpoints::scope).orElse(Checkpoints.Scope.RANK_0);
    }

    CheckpointFormat format() {
        return checkpoints.map(Checkpoints::format).orElseGet(CheckpointFormat::standard);
    }

    TrainSettings withEach(Resources next) {
        return new TrainSettings(workers, next, strategy, retry, checkpoints, limits, listener);
    }

    TrainSettings withStrategy(Strategy next) {
        return new TrainSettings(workers, each, next, retry, checkpoints, limits, listener);
    }

    TrainSettings withRetry(Retry next) {
        return new TrainSettings(workers, each, strategy, next, checkpoints, limits, listener);
    }

    TrainSettings withCheckpoints(Optional<Checkpoints> next) {
        return new TrainSettings(workers, each, strategy, retry, next, limits, listener);
    }

    TrainSettings withLimits(Limits next) {
        return new TrainSettings(workers, each, strategy, retry, checkpoints, next, listener);
    }

    TrainSettings withListener(Consumer<? super Progress> next) {
        return new TrainSettings(workers, each, strategy, retry, checkpoints, limits, next);
    }
}
