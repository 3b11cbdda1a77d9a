package io.mobula.tune.point;

/**
 * A scrambled Halton sequence: points that fill the unit cube more evenly than random ones, each of them uniformly distributed on its own.
 *
 * <p>Coordinate d of point i is the radical inverse of i in the d-th prime, each of its digits sent through a permutation of its own, drawn from the seed. Leading zeros are digits too.
 *
 * <p>Source: Owen, A randomized Halton algorithm in R, 2017 (arXiv 1706.02808); Halton, On the efficiency of certain quasi-random sequences of points, Numerische Mathematik 2, 1960.
 */
public final class Halton {
    private static final double RESOLUTION = 0x1p-53;
    private static final double BELOW_ONE = 1 - 0x1p-53;
    /** Apart from the streams of trials, which are their numbers. */
    private static final long STREAM = 1L << 40;

    private final int[] primes;
    /** By dimension, digit from the lowest on, and digit's value. */
    private final int[][][] permutations;

    public Halton(int dimensions, long seed) {
        primes = firstPrimes(dimensions);
        permutations = new int[dimensions][][];
        for (int d = 0; d < dimensions; d++) {
            int digits = (int) Math.ceil(Math.log(1 / RESOLUTION) / Math.log(primes[d]));
            permutations[d] = new int[digits][];
            StableRandom random = StableRandom.of(seed, STREAM + d);
            for (int k = 0; k < digits; k++) permutations[d][k] = permutation(primes[d], random);
        }
    }

    /** @param index from 0 */
    public double[] point(int index) {
        double[] point = new double[primes.length];
        for (int d = 0; d < point.length; d++) point[d] = coordinate(d, index);
        return point;
    }

    private double coordinate(int dimension, int index) {
        int base = primes[dimension];
        double sum = 0;
        double weight = 1;
        int rest = index;
        for (int[] permutation : permutations[dimension]) {
            weight /= base;
            sum += weight * permutation[rest % base];
            rest /= base;
        }
        return Math.min(sum, BELOW_ONE);
    }

    private static int[] permutation(int size, StableRandom random) {
        int[] values = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            values[i] = values[other];
            values[other] = i;
        }
        return values;
    }

    private static int[] firstPrimes(int count) {
        int[] primes = new int[count];
        int found = 0;
        for (int candidate = 2; found < count; candidate++) {
            boolean prime = true;
            for (int i = 0; i < found && prime; i++) prime = candidate % primes[i] != 0;
            if (prime) primes[found++] = candidate;
        }
        return primes;
    }
}
