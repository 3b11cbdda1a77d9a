package io.mobula.examples.digits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void holdsEveryImageOfTheTestPartition() {
        Digits digits = Digits.load(7);
        assertEquals(1_797, digits.count());
        int[] perDigit = new int[Digits.CLASSES];
        for (byte label : digits.labels()) perDigit[label]++;
        assertArrayEquals(new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, perDigit);
    }

    @Test
    void isCutIntoThreePartsOrderedBySeed() {
        Digits digits = Digits.load(7);
        assertEquals(1_078, digits.trainCount());
        assertEquals(359, digits.validationCount());
        assertArrayEquals(digits.pixels(), Digits.load(7).pixels());
        assertFalse(Arrays.equals(digits.labels(), Digits.load(8).labels()));
    }

    @Test
    void movesAnImageAndLosesWhatLeavesIt() {
        byte[] pixels = new byte[Digits.PIXELS];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (i % 17));
        Digits one = new Digits(pixels, new byte[1], 1, 0);
        double[] moved = new double[Digits.PIXELS];
        one.read(0, 1, -1, moved);
        assertEquals(0, moved[0], "left column is empty");
        assertEquals(pixels[8] / 16.0, moved[1], "second row, first column moved up and right");
        assertEquals(0, moved[63], "last row is empty");
    }
}
