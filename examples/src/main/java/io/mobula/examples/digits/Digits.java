package io.mobula.examples.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Handwritten digits: grey images of 8 by 8 pixels, and the digit that each shows.
 *
 * <p>Plain arrays, so that it travels as two block copies.
 *
 * @param pixels 64 values from 0 to 16 per image, image after image
 * @param labels one per image
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
record Digits(byte[] pixels, byte[] labels) {
    private static final int SIDE = 8;
    static final int PIXELS = SIDE * SIDE;
    static final int CLASSES = 10;
    static final double BRIGHTEST = 16.0;

    /** All images, in an order given by the seed. */
    static Digits load(long seed) {
        List<String> lines = readLines();
        int[] order = Shuffle.of(lines.size(), seed);
        byte[] pixels = new byte[order.length * PIXELS];
        byte[] labels = new byte[order.length];
        for (int image = 0; image < order.length; image++) {
            String[] fields = lines.get(order[image]).split(",", -1);
            for (int i = 0; i < PIXELS; i++) pixels[image * PIXELS + i] = Byte.parseByte(fields[i]);
            labels[image] = Byte.parseByte(fields[PIXELS]);
        }
        return new Digits(pixels, labels);
    }

    /** The first three fifths: what trials learn from. */
    Digits train() {
        return part(0, count() * 3 / 5);
    }

    /** The fourth fifth: what trials are compared by. */
    Digits validation() {
        return part(count() * 3 / 5, count() * 4 / 5);
    }

    /** Both of them: what the chosen configuration learns from. */
    Digits known() {
        return part(0, count() * 4 / 5);
    }

    /** The last fifth: seen by nobody before the model is served. */
    Digits heldOut() {
        return part(count() * 4 / 5, count());
    }

    private Digits part(int from, int to) {
        return new Digits(Arrays.copyOfRange(pixels, from * PIXELS, to * PIXELS), Arrays.copyOfRange(labels, from, to));
    }

    int count() {
        return labels.length;
    }

    long bytes() {
        return (long) pixels.length + labels.length;
    }

    /** The image's pixels, from 0 to 16. */
    int[] image(int image) {
        int[] values = new int[PIXELS];
        for (int i = 0; i < PIXELS; i++) values[i] = pixels[image * PIXELS + i];
        return values;
    }

    /** Writes the image's pixels, moved, as brightness from 0 to 1. */
    void read(int image, Move move, double[] brightness) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromY = y - move.down();
                int fromX = x - move.right();
                boolean inside = fromY >= 0 && fromY < SIDE && fromX >= 0 && fromX < SIDE;
                brightness[y * SIDE + x] = inside ? pixels[image * PIXELS + fromY * SIDE + fromX] / BRIGHTEST : 0;
            }
        }
    }

    private static List<String> readLines() {
        try (InputStream packed = Objects.requireNonNull(
                        Digits.class.getResourceAsStream("digits.csv.gz"), "digits.csv.gz is not beside the class");
                var reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
