package io.mobula.train;

import io.mobula.train.collective.Collective;
import java.util.Optional;

/**
 * A rank's side of a training run, handed to the loop.
 *
 * {@snippet :
 * Net net = worker.checkpoint(Net.class).orElseGet(() -> new Net(width));
 * Digits shard = data.get().shard(worker.rank(), worker.size());
 * for (int epoch = worker.iteration(); epoch < 20; epoch++) {
 *   for (Digits batch : shard.batches(64)) {
 *     float[] gradient = net.gradient(batch);
 *     worker.collective().allReduce(gradient, Op.MEAN);
 *     net.step(gradient, rate);
 *   }
 *   worker.report(new Epoch(epoch, net.accuracy(shard)), net);
 * }
 * }
 *
 * <p>Thread safety: the loop's thread alone.
 *
 * <p>Failure: when another rank fails, {@code report} and every collective call throw; the loop should let that pass, for the group is begun anew.
 */
public interface Worker {
    /** From 0 to {@code size() - 1}. */
    int rank();

    /** How many ranks there are. */
    int size();

    /** From 0, among the ranks on this node: which of its devices to take, for instance. */
    int localRank();

    /** The name of the node. */
    String node();

    /** How many reports the run has behind it, those before a restart included: where the loop begins, if each of its rounds reports once. */
    int iteration();

    /** The last committed checkpoint's value, this rank's own if each rank's is kept, else rank 0's; empty if there is none. A new value at each call. */
    <S> Optional<S> checkpoint(Class<S> type);

    /** As {@link #report(Record, Object)}, without a checkpoint. */
    void report(Record metrics);

    /**
     * A barrier over all ranks: returns when every rank has reported this step, and the checkpoint is committed.
     *
     * <p>Cost: the value of rank 0, or of each rank if each one's is kept, is encoded here, fetched by the process that called {@code fit}, and forced to its disk; the ranks wait for that. A value has at most
     * 2 GiB. The values of other ranks are neither encoded nor sent.
     *
     * @param metrics a record of the program; all ranks report the same one
     * @param checkpoint all that the loop needs to go on from here; may be changed after the return
     */
    void report(Record metrics, Object checkpoint);

    /** What the ranks do together. */
    Collective collective();
}
