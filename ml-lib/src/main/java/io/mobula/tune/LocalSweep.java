package io.mobula.tune;

import io.mobula.api.Mobula;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.tune.core.SweepState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A sweep whose thread is in this process. */
final class LocalSweep<C, M> implements Sweep<C, M> {
    private final String name;
    private final Objective.Direction direction;
    private final Ledger<C, M> ledger;
    private final SweepLoop<C, M> loop;
    private final CompletableFuture<Results<C, M>> done = new CompletableFuture<>();

    private LocalSweep(String name, Objective.Direction direction, Ledger<C, M> ledger, SweepLoop<C, M> loop) {
        this.name = name;
        this.direction = direction;
        this.ledger = ledger;
        this.loop = loop;
    }

    static <C, M> LocalSweep<C, M> begin(Mobula mobula, String name, Trainable<C, M> trainable, Options<C, M> options) {
        List<C> configs = options.search.configs(options.space, options.trials, options.seed);
        Places places = new Places(mobula.cluster(), options.resources, options.concurrency);
        SweepState initial = SweepState.initial(options.rules(configs.size(), places.now()));
        Ledger<C, M> ledger = new Ledger<>(configs, options.objective, options.keepCheckpoints, initial);
        TrialTasks<C, M> tasks = new TrialTasks<>(mobula, name, trainable, options);
        SweepLoop<C, M> loop = new SweepLoop<>(name, ledger, tasks, places, options.listeners);
        LocalSweep<C, M> sweep = new LocalSweep<>(name, options.objective.direction(), ledger, loop);
        Thread.ofPlatform().name("sweep-" + name).daemon().start(sweep::run);
        return sweep;
    }

    private void run() {
        try {
            loop.run();
            List<Result<C, M>> all = ledger.results();
            Failures.check(name, all, loop.causes());
            done.complete(new Results<>(name, direction, all));
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    Objective.Direction direction() {
        return direction;
    }

    @Override
    public List<Result<C, M>> soFar() {
        return ledger.results();
    }

    @Override
    public boolean isDone() {
        return done.isDone();
    }

    @Override
    public Results<C, M> results() {
        while (!await(Duration.ofDays(1))) {}
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw e;
        }
    }

    /** Whether it is done, waited for no longer than this. */
    boolean await(Duration atMost) {
        try {
            done.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(
                    ErrorCode.WAIT_INTERRUPTED,
                    "The wait for sweep " + name + " was interrupted. Sweep.stop() ends it early",
                    e);
        }
    }

    /** By a thread that has been interrupted already, and stays so. */
    void awaitEnd(Duration atMost) {
        boolean interrupted = Thread.interrupted();
        try {
            var _ = await(atMost);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        loop.stop();
    }
}
