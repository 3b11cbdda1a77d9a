package io.mobula.train;

import io.mobula.api.Mobula;
import io.mobula.api.Retry;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.train.checkpoint.Checkpoints;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Distributed data-parallel training: the same loop on each of a group of workers.
 *
 * {@snippet :
 * Result<Net> result = Trainer.workers(2).resources(Resources.cpus(1)).strategy(Strategy.SPREAD)
 *     .retry(Retry.times(3)).checkpoints(Checkpoints.in(Path.of("runs")).keepHighest(3, Epoch.class, Epoch::accuracy))
 *     .fit(mobula, "digits", worker -> {
 *       Net net = worker.checkpoint(Net.class).orElseGet(Net::new);
 *       Digits shard = data.get().shard(worker.rank(), worker.size());
 *       for (int epoch = worker.iteration(); epoch < 20; epoch++) {
 *         for (Digits batch : shard.batches(64)) {
 *           float[] gradient = net.gradient(batch);
 *           worker.collective().allReduce(gradient, Op.MEAN);
 *           net.step(gradient, 0.1);
 *         }
 *         worker.report(new Epoch(epoch, net.accuracy(shard)), net);
 *       }
 *       return net;
 *     });
 * }
 *
 * <p>The workers are actors in the bundles of one placement group. A worker that dies, throws or does not come in time ends the attempt: all ranks get out of what they wait in, and the group is placed and
 * started anew from the last committed checkpoint, as often as {@link #retry} allows; without a checkpoint, from the beginning. The collectives fix the order of additions, so that runs of the same loop
 * on the same number of ranks agree to the last bit, embedded or on a cluster, restarted or not, as far as the loop itself does.
 *
 * <p>Immutable, as all options are.
 */
public final class Trainer {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

    private final TrainSettings settings;

    private Trainer(TrainSettings settings) {
        this.settings = settings;
    }

    /** With this many ranks. */
    public static Trainer workers(int count) {
        if (count < 1) throw new IllegalArgumentException("A group of " + count + " workers: there must be 1 or more");
        return new Trainer(new TrainSettings(
                count,
                Resources.cpus(1),
                Strategy.PACK,
                Retry.none(),
                Optional.empty(),
                new TrainSettings.Limits(TIMEOUT, START_TIMEOUT),
                progress -> {}));
    }

    /** What each worker takes. Default: one core. */
    public Trainer resources(Resources each) {
        return new Trainer(settings.withEach(each));
    }

    /** How the workers are laid over the nodes. Default {@link Strategy#PACK}: the closer they are, the faster their collectives. */
    public Trainer strategy(Strategy strategy) {
        return new Trainer(settings.withStrategy(strategy));
    }

    /**
     * How often the group is begun anew, and with what pauses. Default: never.
     *
     * <p>Failures of the system, a node that died for instance, are always worth a restart, exceptions of the loop if {@link Retry#on} names them; both take from the same {@code times}. Jitter is not
     * used: there is one group, and nobody to collide with. {@code atMost} counts from the call of {@code fit}.
     */
    public Trainer retry(Retry policy) {
        return new Trainer(settings.withRetry(policy));
    }

    /** Default: only the newest checkpoint, and only in the memory of the process that called {@code fit}. */
    public Trainer checkpoints(Checkpoints policy) {
        return new Trainer(settings.withCheckpoints(Optional.of(policy)));
    }

    /** How long ranks wait for one another, in a collective without any byte moving, or at a report, before the attempt fails with the names of those that did not come. Default 10 minutes. */
    public Trainer timeout(Duration hang) {
        return new Trainer(settings.withLimits(
                new TrainSettings.Limits(positive(hang), settings.limits().start())));
    }

    /** How long the group may take until its resources are reserved, and as long again until its workers are up. Default 2 minutes. */
    public Trainer startTimeout(Duration limit) {
        return new Trainer(
                settings.withLimits(new TrainSettings.Limits(settings.limits().hang(), positive(limit))));
    }

    /** Told of all that happens, on the thread that called {@code fit}; what it throws is logged. */
    public Trainer onProgress(Consumer<? super Progress> listener) {
        return new Trainer(settings.withListener(listener));
    }

    private static Duration positive(Duration limit) {
        if (limit.isPositive()) return limit;
        throw new IllegalArgumentException("A timeout of " + limit + ": it must be positive");
    }

    /**
     * Trains; returns when every rank's loop has returned.
     *
     * <p>Thread safety: blocks the caller, which also writes the checkpoints. An interrupt ends the run and throws {@code WaitInterruptedException}.
     *
     * <p>Failure: {@link TrainException} when no restart is left or none can help; {@code CheckpointException} at once if the folder cannot be used. Whatever happens, the workers are gone and their
     * resources given back when this returns. If the calling process dies, the job's workers end with it; calling it again with {@code resume()} goes on from the last checkpoint in the folder.
     *
     * @param name of the run, for lists, errors, and the checkpoints' folder
     */
    public <R extends @Nullable Object> Result<R> fit(Mobula mobula, String name, TrainLoop<? extends R> loop) {
        try (var vault = Vault.open(settings, name)) {
            return new TrainRun<R>(mobula, name, loop, settings, vault).run();
        }
    }
}
