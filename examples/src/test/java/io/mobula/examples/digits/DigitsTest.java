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
        assertEquals(1_078, digits.train().count());
        assertEquals(359, digits.validation().count());
        assertEquals(1_437, digits.known().count());
        assertEquals(360, digits.heldOut().count());
        assertArrayEquals(digits.heldOut().image(0), digits.image(1_437));
        assertArrayEquals(digits.pixels(), Digits.load(7).pixels());
        assertFalse(Arrays.equals(digits.labels(), Digits.load(8).labels()));
    }

    @Test
    void movesAnImageAndLosesWhatLeavesIt() {
        byte[] pixels = new byte[Digits.PIXELS];
        IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (i % 17));
        Digits one = new Digits(pixels, new byte[1]);
        Move move = IntStream.range(0, 5)
                .mapToObj(Move::of)
                .filter(each -> each.right() == 1)
                .findFirst()
                .orElseThrow();
        double[] moved = new double[Digits.PIXELS];
        one.read(0, move, moved);
        assertEquals(0, moved[8], "left column is empty");
        assertEquals(pixels[8] / Digits.BRIGHTEST, moved[9], "second row, first column moved right");
        assertEquals(pixels[62] / Digits.BRIGHTEST, moved[63], "what stood in the last column is gone");
    }
}
