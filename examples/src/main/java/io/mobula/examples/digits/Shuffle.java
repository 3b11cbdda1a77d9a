package io.mobula.examples.digits;

import java.util.SplittableRandom;

/** The numbers from 0 in random order: the same one for the same seed in every JVM. */
final class Shuffle {
    private Shuffle() {}

    static int[] of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
