package io.mobula.train;

import io.mobula.train.checkpoint.Checkpoint;
import io.mobula.train.checkpoint.CheckpointException;
import io.mobula.train.checkpoint.CheckpointStore;
import io.mobula.train.checkpoint.Checkpoints;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's checkpoints are: the newest in memory, for restarts, and all that are to stay in a folder, if there is one.
 *
 * <p>A folder that takes nothing, being full for instance, does not end the run: the newest is in memory, and the next commit tries again.
 *
 * <p>Thread safety: one thread.
 */
final class Vault implements AutoCloseable {
    private final @Nullable CheckpointStore store;
    private final Optional<Checkpoints> policy;
    private Kept newest;

    /**
     * @param step 0 before the first
     * @param parts the encoded values by rank
     */
    record Kept(long step, SortedMap<Integer, byte[]> parts) {}

    private Vault(@Nullable CheckpointStore store, Optional<Checkpoints> policy) {
        this.store = store;
        this.policy = policy;
        this.newest = store == null ? new Kept(0, Collections.emptySortedMap()) : read(store.newest());
    }

    static Vault open(TrainSettings settings, String run) {
        @Nullable
        CheckpointStore store = settings.checkpoints()
                .map(policy -> CheckpointStore.open(policy, run))
                .orElse(null);
        try {
            return new Vault(store, settings.checkpoints());
        } catch (RuntimeException e) {
            if (store != null) store.close();
            throw e;
        }
    }

    private static Kept read(Optional<Checkpoint> checkpoint) {
        var parts = new TreeMap<Integer, byte[]>();
        checkpoint.ifPresent(found -> found.ranks().forEach(rank -> parts.put(rank, found.bytes(rank))));
        return new Kept(checkpoint.map(Checkpoint::step).orElse(0L), parts);
    }

    /** What ranks go on from. */
    Kept newest() {
        return newest;
    }

    /** Keeps it in memory, and in the folder if that takes it: else what the folder says. */
    Optional<CheckpointException> commit(long step, List<Record> metrics, SortedMap<Integer, byte[]> parts) {
        OptionalDouble metric =
                policy.isEmpty() ? OptionalDouble.empty() : policy.get().rank(metrics);
        newest = new Kept(step, parts);
        if (store == null) return Optional.empty();
        try {
            store.commit(step, metric, parts);
            return Optional.empty();
        } catch (CheckpointException e) {
            return Optional.of(e);
        }
    }

    Optional<Checkpoint> newestInFolder() {
        return store == null
                ? Optional.empty()
                : store.committed().reversed().stream().findFirst();
    }

    Optional<Checkpoint> bestInFolder() {
        return store == null ? Optional.empty() : store.best().or(this::newestInFolder);
    }

    @Override
    public void close() {
        if (store != null) store.close();
    }
}
