package io.mobula.tune;

import io.mobula.api.CanIgnoreReturnValue;
import io.mobula.api.Fn;
import io.mobula.api.Mobula;
import io.mobula.api.Retry;
import io.mobula.api.resource.Resources;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Hyperparameter search. Options first, {@link #fit} or {@link #start} last.
 *
 * {@snippet :
 * var results = Tuner.over(SearchSpace.of(Config.class)).maximize(Epoch::accuracy)
 *     .trials(24).scheduler(Scheduler.asha(20)).retry(Retry.times(2)).seed(7)
 *     .fit(mobula, "digits", (config, trial) -> {
 *       Net net = trial.checkpoint(Net.class).orElseGet(() -> new Net(config.width()));
 *       for (int epoch = trial.iteration(); epoch < 20; epoch++) {
 *         net.epoch(data.get(), config.rate());
 *         trial.report(new Epoch(epoch, net.accuracy(data.get())), net);
 *       }
 *     });
 * System.out.println(results.best().config());
 * }
 *
 * <p>Delivery: each trial's body runs at least once, and again after a failure within {@link #retry} and {@link #maxRetries}, from its last checkpoint.
 *
 * <p>Thread safety: immutable; every option answers a new tuner.
 *
 * @param <C> the configuration record
 * @param <M> the metrics record
 */
public final class Tuner<C, M> {
    static final int DEFAULT_TRIALS = 10;
    static final int MOST_TRIALS = 1_000_000;
    static final int DEFAULT_MAX_RETRIES = 3;

    /** How often a waiting {@link #fit} shows how far the sweep is. */
    private static final Duration REDRAW = Duration.ofMillis(200);

    private final Options<C, M> options;

    private Tuner(Options<C, M> options) {
        this.options = options;
    }

    /** A search over this space. Throws {@code IllegalArgumentException} if a component has no domain. */
    public static <C> Over<C> over(SearchSpace<C> space) {
        return new Over<>(space.check());
    }

    /** A search that still lacks its objective. */
    public record Over<C>(SearchSpace<C> space) {
        /** Higher is better. A method reference says what the metrics are: {@code maximize(Epoch::accuracy)}; it travels with every trial. */
        public <M> Tuner<C, M> maximize(Fn<M, ? extends Number> metric) {
            return new Tuner<>(new Options<>(space, new Objective<>(metric, Objective.Direction.MAXIMIZE)));
        }

        /** Lower is better. */
        public <M> Tuner<C, M> minimize(Fn<M, ? extends Number> metric) {
            return new Tuner<>(new Options<>(space, new Objective<>(metric, Objective.Direction.MINIMIZE)));
        }
    }

    /** How many configurations are tried. Default 10; of a grid, all of its points. */
    public Tuner<C, M> trials(int count) {
        check(count >= 1 && count <= MOST_TRIALS, "trials", count, "from 1 to " + MOST_TRIALS);
        return with(o -> o.trials = OptionalInt.of(count));
    }

    /** How many trials compute at once. Default: as many as the cluster's nodes have room for, also when nodes come and go. */
    public Tuner<C, M> concurrency(int trials) {
        check(trials >= 1, "concurrency", trials, "1 or more");
        return with(o -> o.concurrency = OptionalInt.of(trials));
    }

    /** Which configurations. Default {@link Search#random}. */
    public Tuner<C, M> search(Search search) {
        return with(o -> o.search = search);
    }

    /** Which trials are stopped early. Default {@link Scheduler#fifo}: none. */
    public Tuner<C, M> scheduler(Scheduler scheduler) {
        return with(o -> o.scheduler = scheduler);
    }

    /** What each trial takes. Default one core. */
    public Tuner<C, M> resources(Resources each) {
        return with(o -> o.resources = each);
    }

    /** When a trial is started again after its body threw. Default: never. */
    public Tuner<C, M> retry(Retry policy) {
        return with(o -> o.retry = policy);
    }

    /** How often a trial is started again after a failure of the system: a node that died. Default 3. */
    public Tuner<C, M> maxRetries(int count) {
        check(count >= 0, "maxRetries", count, "0 or more");
        return with(o -> o.maxRetries = count);
    }

    /** The longest the sweep may take; then trials that have not ended are cancelled, and the results are those so far. Default: no limit. */
    public Tuner<C, M> budget(Duration time) {
        check(time.isPositive(), "budget", time, "positive");
        return with(o -> o.budget = Optional.of(time));
    }

    /** The most reports of all trials together, then as {@link #budget(Duration)}. Default: no limit. */
    public Tuner<C, M> budget(long reports) {
        check(reports >= 1, "budget", reports, "1 or more reports");
        return with(o -> o.reports = OptionalLong.of(reports));
    }

    /** The longest one trial may compute, all its attempts together, waits for other trials left out; then it is {@link TrialStatus#TIMED_OUT}, and its thread interrupted. Default: no limit. */
    public Tuner<C, M> trialTimeout(Duration limit) {
        check(limit.isPositive(), "trialTimeout", limit, "positive");
        return with(o -> o.trialTimeout = Optional.of(limit));
    }

    /** Of how many ended trials the last checkpoint is held, the best ones'. Default 1. */
    public Tuner<C, M> keepCheckpoints(int best) {
        check(best >= 0, "keepCheckpoints", best, "0 or more");
        return with(o -> o.keepCheckpoints = best);
    }

    /** What the configurations are drawn from. Default 0: the same configurations at every run. */
    public Tuner<C, M> seed(long seed) {
        return with(o -> o.seed = seed);
    }

    /** Also told what happens, on the sweep's thread: it may not wait. What it throws is logged and changes nothing. */
    public Tuner<C, M> listener(Consumer<? super SweepEvent<C, M>> listener) {
        return with(o -> o.listen(listener));
    }

    /** What {@link #fit} writes to standard output. Default {@link Display#AUTO}. */
    public Tuner<C, M> display(Display display) {
        return with(o -> o.display = display);
    }

    /**
     * Starts the sweep; returns at once.
     *
     * <p>Failure: {@code IllegalArgumentException} if the space has no grid for {@link Search#grid}, or a configuration cannot be made; {@code CaptureException} if the trainable is nothing that can travel.
     *
     * @param name for logs, tables and the names of tasks
     */
    public Sweep<C, M> start(Mobula mobula, String name, Trainable<C, M> trainable) {
        return begin(mobula, name, trainable);
    }

    /**
     * Starts the sweep, shows how far it is, and waits for what comes out.
     *
     * <p>Failure: as {@link #start} and {@link Sweep#results}; an interrupt also stops the sweep.
     */
    @CanIgnoreReturnValue
    public Results<C, M> fit(Mobula mobula, String name, Trainable<C, M> trainable) {
        return Watcher.watch(begin(mobula, name, trainable), options.display.view(), REDRAW);
    }

    private LocalSweep<C, M> begin(Mobula mobula, String name, Trainable<C, M> trainable) {
        if (name.isBlank()) throw new IllegalArgumentException("The name of a sweep is blank");
        return LocalSweep.begin(mobula, name, trainable, options);
    }

    private Tuner<C, M> with(Consumer<Options<C, M>> change) {
        UnaryOperator<Options<C, M>> changed = o -> {
            change.accept(o);
            return o;
        };
        return new Tuner<>(options.with(changed));
    }

    private static void check(boolean holds, String option, Object value, String needs) {
        if (!holds) throw new IllegalArgumentException(option + " is " + value + ": it must be " + needs);
    }
}
