package io.mobula.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.output.PendingLines.Bound;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingLinesTest {
    private static final Bound ALL = new Bound(Integer.MAX_VALUE, Long.MAX_VALUE);

    private static Printed.Line line(String text) {
        return new Printed.Line(Std.OUT, 1, "fit a", text);
    }

    private static void add(PendingLines lines, int from, int to) {
        IntStream.range(from, to).forEach(i -> lines.add(line("" + i)));
    }

    @Test
    void whatFindsNoRoomIsCountedInItsPlace() {
        var lines = new PendingLines(new Bound(2, 1_000));
        add(lines, 0, 5);
        assertEquals(List.of(line("0")), lines.take(new Bound(1, 1_000)));
        add(lines, 5, 6);
        assertEquals(List.of(line("1"), new Printed.LeftOut(3), line("5")), lines.take(ALL));
    }

    @Test
    void whatIsMissingAtTheEndIsTold() {
        var lines = new PendingLines(new Bound(2, 1_000));
        add(lines, 0, 10);
        assertEquals(List.of(line("0"), line("1"), new Printed.LeftOut(8)), lines.take(ALL));
        assertEquals(List.of(), lines.take(ALL));
    }

    @Test
    void longLinesCountByTheirLength() {
        var lines = new PendingLines(new Bound(100, 50));
        lines.add(line("x".repeat(40)));
        lines.add(line("y".repeat(40)));
        assertEquals(List.of(line("x".repeat(40)), new Printed.LeftOut(1)), lines.take(ALL));
        lines.add(line("z".repeat(40)));
        assertEquals(1, lines.take(ALL).size());
    }

    @Test
    void aBatchIsBounded() {
        var lines = new PendingLines(new Bound(100, 10_000));
        add(lines, 0, 10);
        assertEquals(4, lines.take(new Bound(4, 10_000)).size());
        assertEquals(2, lines.take(new Bound(100, 10)).size());
        assertEquals(4, lines.take(ALL).size());
    }

    @Test
    void aMutedOneTakesNothing() throws InterruptedException {
        var lines = new PendingLines(new Bound(100, 10_000));
        add(lines, 0, 3);
        assertTrue(lines.await(0));
        lines.mute();
        add(lines, 3, 6);
        assertFalse(lines.await(0));
        assertEquals(List.of(), lines.take(ALL));
    }
}
