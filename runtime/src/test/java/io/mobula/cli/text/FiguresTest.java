package io.mobula.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void sizesHaveThreeDigitsAtMost() {
        assertEquals("0 B", Figures.bytes(0));
        assertEquals("999 B", Figures.bytes(999));
        assertEquals("1 KiB", Figures.bytes(1000));
        assertEquals("1.5 GiB", Figures.bytes(3L << 29));
        assertEquals("100 KiB", Figures.bytes(100 * 1024));
        assertEquals("8192 PiB", Figures.bytes(Long.MAX_VALUE));
    }

    @Test
    void amountsLoseEmptyDigits() {
        assertEquals("2", Figures.amount(2));
        assertEquals("0.5", Figures.amount(0.5));
        assertEquals("100", Figures.amount(100));
        assertEquals("0", Figures.amount(0));
    }

    @Test
    void timesShowTheTwoLargestUnits() {
        assertEquals("7s", Figures.time(Duration.ofMillis(7_900)));
        assertEquals("12m 5s", Figures.time(Duration.ofSeconds(725)));
        assertEquals("2h 0m", Figures.time(Duration.ofHours(2)));
        assertEquals("3d 4h", Figures.time(Duration.ofHours(76)));
    }

    @Test
    void theHomeIsATilde() {
        assertEquals("~/a/b", Figures.path(Path.of("/home/u/a/b"), Path.of("/home/u")));
        assertEquals("/var/a", Figures.path(Path.of("/var/a"), Path.of("/home/u")));
    }
}
