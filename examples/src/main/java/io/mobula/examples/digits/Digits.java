package io.mobula.examples.digits;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * The UCI handwritten digits in an order given by a seed, cut into three parts: first the images to learn from, then those that choose between trials, then those held out.
 *
 * <p>Plain arrays, so that the whole record travels as a few block copies.
 *
 * @param pixels 64 values from 0 to 16 per image, image after image
 * @param labels the digit each image shows
 * @param trainCount images to learn from; they come first
 * @param validationCount images that choose between trials; they come next, and the rest is held out
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record Digits(byte[] pixels, byte[] labels, int trainCount, int validationCount) {
    private static final int SIDE = 8;
    static final int PIXELS = SIDE * SIDE;
    static final int CLASSES = 10;
    private static final double BRIGHTEST = 16.0;

    /** A stream of random numbers that no trial uses. */
    private static final long SPLIT_STREAM = -1;

    /** Three fifths to learn from, one fifth to choose by, one fifth held out. */
    static Digits load(long seed) {
        List<String> lines = readLines();
        int count = lines.size();
        byte[] pixels = new byte[count * PIXELS];
        byte[] labels = new byte[count];
        int[] order = StableRandom.of(seed, SPLIT_STREAM).permutation(count);
        for (int image = 0; image < count; image++) {
            String[] fields = lines.get(order[image]).split(",", -1);
            for (int i = 0; i < PIXELS; i++) pixels[image * PIXELS + i] = Byte.parseByte(fields[i]);
            labels[image] = Byte.parseByte(fields[PIXELS]);
        }
        return new Digits(pixels, labels, count * 3 / 5, count / 5);
    }

    /** Writes the image, moved by whole pixels, as brightness from 0 to 1; what moves over the edge is lost. */
    void read(int image, int right, int down, double[] brightness) {
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromY = y - down;
                int fromX = x - right;
                boolean inside = fromY >= 0 && fromY < SIDE && fromX >= 0 && fromX < SIDE;
                brightness[y * SIDE + x] = inside ? pixels[image * PIXELS + fromY * SIDE + fromX] / BRIGHTEST : 0;
            }
        }
    }

    int count() {
        return labels.length;
    }

    long bytes() {
        return (long) pixels.length + labels.length;
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
