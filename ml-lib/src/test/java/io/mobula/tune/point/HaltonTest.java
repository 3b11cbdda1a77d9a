package io.mobula.tune.point;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class HaltonTest {
    @Test
    void theFirstPointsOfABasesPowerFillEachOfItsPartsOnce() {
        int[] primes = {2, 3, 5, 7};
        Halton halton = new Halton(primes.length, 7);
        for (int d = 0; d < primes.length; d++) {
            int parts = primes[d] * primes[d] * primes[d];
            BitSet filled = new BitSet();
            for (int i = 0; i < parts; i++) filled.set((int) (halton.point(i)[d] * parts));
            assertEquals(parts, filled.cardinality(), "base " + primes[d]);
        }
    }

    @Test
    void pointsAreInTheUnitCubeAndTheSameForTheSameSeed() {
        Halton halton = new Halton(12, 7);
        Halton same = new Halton(12, 7);
        for (int i = 0; i < 1000; i++) {
            double[] point = halton.point(i);
            assertTrue(Arrays.stream(point).allMatch(x -> x >= 0 && x < 1), () -> Arrays.toString(point));
            assertArrayEquals(point, same.point(i));
        }
        assertFalse(Arrays.equals(halton.point(5), new Halton(12, 8).point(5)));
    }

    @Test
    void neighbouringDimensionsOfHighBasesAreNotAlike() {
        // Without scrambling, the first points of bases 29 and 31 lie on a diagonal.
        Halton halton = new Halton(11, 7);
        double near = 0;
        for (int i = 0; i < 28; i++) near += Math.abs(halton.point(i)[9] - halton.point(i)[10]) < 0.05 ? 1 : 0;
        assertTrue(near < 10, near + " of 28 near the diagonal");
    }
}
