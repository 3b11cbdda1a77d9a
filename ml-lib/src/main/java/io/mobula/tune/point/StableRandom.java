package io.mobula.tune.point;

/**
 * Random numbers that are the same in every JVM and every release: a sweep of the same seed tries the same configurations everywhere.
 *
 * <p>Source: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014).
 */
public final class StableRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int UNUSED_BITS = 11;

    private long state;

    private StableRandom(long state) {
        this.state = state;
    }

    /** A stream of its own for each pair: neighbours in either number have nothing in common. */
    public static StableRandom of(long seed, long stream) {
        return new StableRandom(mix(mix(seed + GOLDEN_GAMMA) + stream * GOLDEN_GAMMA));
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** In [0, 1), of 53 bits. */
    public double nextDouble() {
        return (nextLong() >>> UNUSED_BITS) * 0x1p-53;
    }

    /** In [0, bound). */
    public int nextInt(int bound) {
        return (int) (nextDouble() * bound);
    }

    private static long mix(long z) {
        long once = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
        return twice ^ (twice >>> 31);
    }
}
