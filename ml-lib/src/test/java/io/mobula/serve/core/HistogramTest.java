package io.mobula.serve.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void quantilesAreWithinASixteenth() {
        var histogram = new Histogram();
        for (long nanos = 1; nanos <= 1_000_000; nanos += 7) histogram.record(nanos);
        for (double quantile : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
            double exact = quantile * 1_000_000;
            double found = histogram.quantileNanos(quantile);
            assertTrue(Math.abs(found - exact) <= exact / 16 + 8, quantile + ": " + found);
        }
    }

    @Test
    void takesTheLongestDuration() {
        var histogram = new Histogram();
        histogram.record(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, histogram.quantileNanos(1));
        assertEquals(1, histogram.count());
    }

    @Test
    void aWindowForgetsWhatIsOlderThanTenSeconds() {
        long second = 1_000_000_000L;
        var window = new Window(0);
        for (int i = 0; i < 100; i++) window.ended(1_000, 0);
        assertEquals(100, window.rates(second / 2).perSecond(), 1e-9);
        window.failed(1_000, 12 * second);
        assertEquals(0.1, window.rates(12 * second).perSecond(), 1e-9);
        assertEquals(0.1, window.rates(12 * second).errorsPerSecond(), 1e-9);
    }
}
