package io.mobula.train.collective;

/**
 * Which piece of the array moves at which point of a ring call. The array is cut into one chunk for each rank, each chunk into the same number of blocks; blocks are numbered in the order they move.
 *
 * <p>The full schedule has {@code 2 (n-1)} steps. In the first {@code n-1} the partial sum of chunk {@code c} starts at rank {@code c+1}, takes each rank's values on its way, and is whole at rank
 * {@code c}: that is the fixed order of additions. In the other {@code n-1} the whole chunks go round. A step's block may be sent as soon as the same block of the step before has come.
 *
 * @param length of the array
 * @param blocks of each chunk
 */
record RingPlan(Topology topology, int length, int blocks) {
    static RingPlan of(Topology topology, int length, int maxBlockElements) {
        int longestChunk = Math.ceilDiv(length, topology.size());
        return new RingPlan(topology, length, Math.max(1, Math.ceilDiv(longestChunk, maxBlockElements)));
    }

    /** The step after the last that reduces. */
    int reduceSteps() {
        return topology.size() - 1;
    }

    int allSteps() {
        return 2 * reduceSteps();
    }

    /** The piece that a rank sends as its {@code number}-th block, counted from the first block of the full schedule. */
    Shard sent(int number) {
        return piece(topology.rank() - 1 - number / blocks, number);
    }

    Shard received(int number) {
        return piece(topology.rank() - 2 - number / blocks, number);
    }

    /** Whether the block that comes is combined with the rank's own values; else it replaces them. */
    boolean reduces(int number) {
        return number / blocks < reduceSteps();
    }

    /** Whether the block that comes is whole once it is combined. */
    boolean completes(int number) {
        return number / blocks == reduceSteps() - 1;
    }

    private Shard piece(int chunk, int number) {
        return Shard.of(length, Math.floorMod(chunk, topology.size()), topology.size())
                .part(number % blocks, blocks);
    }
}
