package io.mobula.examples.digits;

/**
 * Random numbers that are the same in every JVM and every release: the trial that is run again on another node must give the same result.
 *
 * <p>Source: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
 */
final class StableRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private StableRandom(long state) {
        this.state = state;
    }

    /** A stream of its own for each pair: neighbours in either number have nothing in common. */
    static StableRandom of(long seed, long stream) {
        return new StableRandom(mix(mix(seed + GOLDEN_GAMMA) + stream * GOLDEN_GAMMA));
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** In [0, 1), a multiple of 2<sup>-53</sup>. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** In [0, bound). */
    int nextInt(int bound) {
        return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
    }

    /** The numbers 0 to {@code count - 1} in random order. */
    int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
