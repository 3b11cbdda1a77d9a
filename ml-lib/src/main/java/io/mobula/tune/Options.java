package io.mobula.tune;

import io.mobula.api.Retry;
import io.mobula.api.resource.Resources;
import io.mobula.tune.core.Limits;
import io.mobula.tune.core.RetryRules;
import io.mobula.tune.core.SweepRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a {@link Tuner} was told. Changed only between being copied and being published, so that tuners are immutable. */
final class Options<C, M> {
    /** So many trials may wait at rungs with their threads. */
    private static final int MAX_HELD = 64;

    final SearchSpace<C> space;
    final Objective<M> objective;
    OptionalInt trials = OptionalInt.empty();
    OptionalInt concurrency = OptionalInt.empty();
    Search search = Search.random();
    Scheduler scheduler = Scheduler.fifo();
    Resources resources = Resources.cpus(1);
    Retry retry = Retry.none();
    int maxRetries = Tuner.DEFAULT_MAX_RETRIES;
    Optional<Duration> budget = Optional.empty();
    OptionalLong reports = OptionalLong.empty();
    Optional<Duration> trialTimeout = Optional.empty();
    int keepCheckpoints = 1;
    long seed;
    List<Consumer<? super SweepEvent<C, M>>> listeners = List.of();
    Display display = Display.AUTO;

    Options(SearchSpace<C> space, Objective<M> objective) {
        this.space = space;
        this.objective = objective;
    }

    Options<C, M> with(UnaryOperator<Options<C, M>> change) {
        Options<C, M> copy = new Options<>(space, objective);
        copy.trials = trials;
        copy.concurrency = concurrency;
        copy.search = search;
        copy.scheduler = scheduler;
        copy.resources = resources;
        copy.retry = retry;
        copy.maxRetries = maxRetries;
        copy.budget = budget;
        copy.reports = reports;
        copy.trialTimeout = trialTimeout;
        copy.keepCheckpoints = keepCheckpoints;
        copy.seed = seed;
        copy.listeners = listeners;
        copy.display = display;
        return change.apply(copy);
    }

    void listen(Consumer<? super SweepEvent<C, M>> listener) {
        List<Consumer<? super SweepEvent<C, M>>> next = new ArrayList<>(listeners);
        next.add(listener);
        listeners = List.copyOf(next);
    }

    SweepRules rules(int trials, int concurrency) {
        RetryRules again = new RetryRules(
                retry.times(), retry.delay().toNanos(), retry.factor(), retry.jitter(), nanos(retry.atMost()), seed);
        Limits limits =
                new Limits(nanos(budget), reports, nanos(trialTimeout), maxRetries, waitsLendAll() ? MAX_HELD : 0);
        return new SweepRules(trials, concurrency, scheduler.pruning(), again, limits);
    }

    /** A waiting task lends its cores and nothing else: one that waits with what others need to start could wait for ever. */
    private boolean waitsLendAll() {
        return resources.amounts().entrySet().stream()
                .allMatch(entry -> entry.getKey().equals(Resources.CPU) || entry.getValue() == 0);
    }

    private static OptionalLong nanos(Optional<Duration> time) {
        return time.isPresent() ? OptionalLong.of(time.get().toNanos()) : OptionalLong.empty();
    }
}
