package io.mobula.train.collective;

/**
 * What the ranks of a group do together. Each rank makes the same calls, in the same order, with arrays of the same length.
 *
 * {@snippet :
 * float[] gradient = net.gradient(batch);
 * worker.collective().allReduce(gradient, Op.MEAN);       // in place; now the same bits on every rank
 * net.step(gradient, rate);
 * }
 *
 * <p>Arrays are changed in place. The order of additions is fixed by rank and length, so the result does not depend on timing, nor on whether the ranks share a JVM, a host or a network: a run on a
 * laptop and one on a cluster agree to the last digit.
 *
 * <p>Thread safety: one thread at a time, on each rank; a call blocks until this rank's part is done, which for the reductions means that every rank has come.
 *
 * <p>Failure: {@link CollectiveException} that names the rank and the cause: it died, it failed, it made another call, or it did not come in time. Then the contents of the array are undefined, and every
 * further call fails in the same way: the group has to be built anew. An interrupt ends a call in the same way and keeps the thread's flag.
 *
 * <p>Cost: from {@value MeshCollective#TREE_BYTES} bytes up, {@code 2 (n-1)/n} times the array's bytes leave each rank, the least possible, in {@code 2 (n-1)} pipelined steps around a ring; below, one
 * message up and one down a binomial tree, {@code 2 log2 n} hops. No array is copied as a whole.
 *
 * <p>Source: Patarasuk and Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations", JPDC 69 (2009), for the ring; Thakur, Rabenseifner and Gropp, "Optimization of collective
 * communication operations in MPICH", IJHPCA 19 (2005), for the tree of short messages.
 */
public interface Collective {
    /** This process's place in the group, from 0. */
    int rank();

    /** How many ranks there are. */
    int size();

    /** Each element becomes the reduction of that element over all ranks. */
    void allReduce(float[] values, Op op);

    /** Each element becomes the reduction of that element over all ranks. */
    void allReduce(double[] values, Op op);

    /**
     * The first half of an all-reduce: this rank's {@link #shard} of the array becomes the reduction over all ranks. The rest of the array is used as working space and undefined afterwards.
     */
    void reduceScatter(float[] values, Op op);

    /** As {@link #reduceScatter(float[], Op)}. */
    void reduceScatter(double[] values, Op op);

    /** The second half: every rank's {@link #shard} of its array is copied to the same place in the arrays of all others. */
    void allGather(float[] values);

    /** As {@link #allGather(float[])}. */
    void allGather(double[] values);

    /** The array of {@code root} is copied to all ranks. */
    void broadcast(float[] values, int root);

    /** The array of {@code root} is copied to all ranks. */
    void broadcast(double[] values, int root);

    /** Returns when every rank has called it. */
    void barrier();

    /** This rank's part of an array of this length, as {@link #reduceScatter} and {@link #allGather} cut it. */
    default Shard shard(int length) {
        return Shard.of(length, rank(), size());
    }
}
