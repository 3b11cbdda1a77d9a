package io.mobula.tune.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ViewTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    private static Row row(int trial, Row.Kind kind) {
        boolean failed = kind == Row.Kind.FAILED;
        return new Row(
                "trial-%02d".formatted(trial),
                kind.name().toLowerCase(java.util.Locale.ROOT),
                kind,
                3,
                failed ? OptionalDouble.empty() : OptionalDouble.of(0.5),
                1.5,
                1,
                "rate=0.1 width=64",
                failed ? "java.io.IOException: no\nmore" : "");
    }

    private static Frame frame(Row... rows) {
        return new Frame("digits", List.of(rows), Optional.of(rows[0]), 2);
    }

    private static Terminal terminal(int lines, int columns, Terminal.Colors colors) {
        return new Terminal(() -> new Terminal.Size(lines, columns), colors);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aPipeGetsEachEndedTrialOnce() {
        LineView view = new LineView(out);
        Frame first = frame(row(0, Row.Kind.ENDED), row(1, Row.Kind.RUNNING), row(2, Row.Kind.FAILED));
        view.show(first);
        view.show(first);
        view.finish(frame(row(0, Row.Kind.ENDED), row(1, Row.Kind.ENDED), row(2, Row.Kind.FAILED)));
        assertEquals("""
                trial       state       iter        value   seconds  try  configuration
                trial-00    ended          3      0.50000      1.50    1  rate=0.1 width=64
                trial-02    failed         3                   1.50    1  java.io.IOException: no
                trial-01    ended          3      0.50000      1.50    1  rate=0.1 width=64
                digits: 3/3 ended, 0 running, 0 waiting, 1 failed, 2.0 s
                best: 0.50000  trial-00 (3 iterations)  rate=0.1 width=64
                """, text());
        assertFalse(text().contains("\u001b"));
    }

    @Test
    void aTerminalIsDrawnOverInOneWriteAndNoLineIsWiderThanIt() {
        TableView view = new TableView(out, terminal(24, 40, Terminal.Colors.NONE));
        view.show(frame(row(0, Row.Kind.RUNNING)));
        written.reset();
        view.show(frame(row(0, Row.Kind.RUNNING)));
        assertTrue(text().startsWith("\u001b[?25l\u001b[4A\r"), text());
        assertFalse(text().contains("\u001b[2J"), "never cleared");
        for (String line : text().split("\n", -1)) {
            assertTrue(line.replaceAll("\u001b\\[\\??[0-9]*[A-Za-z]|\r", "").length() <= 40, line);
        }
        assertFalse(text().contains("m\u001b") || text().contains("[31m") || text().contains("[1m"), "no color");
    }

    @Test
    void colorsWhereTheyAreWanted() {
        new TableView(out, terminal(24, 120, Terminal.Colors.SHOWN)).show(frame(row(0, Row.Kind.FAILED)));
        assertTrue(text().contains("\u001b[31mtrial-00"), text());
    }

    @Test
    void aLowWindowShowsWhatRunsFirst() {
        List<Row> rows = new ArrayList<>();
        for (int trial = 0; trial < 20; trial++) rows.add(row(trial, Row.Kind.ENDED));
        rows.add(row(20, Row.Kind.RUNNING));
        rows.add(row(21, Row.Kind.FAILED));
        for (int trial = 22; trial < 40; trial++) rows.add(row(trial, Row.Kind.WAITING));
        List<Row> shown = TableView.shown(rows, 4);
        assertEquals(List.of(rows.get(18), rows.get(19), rows.get(20), rows.get(21)), shown);
        assertEquals(rows, TableView.shown(rows, 40));
        new TableView(out, terminal(9, 120, Terminal.Colors.NONE)).show(new Frame("digits", rows, Optional.empty(), 1));
        assertTrue(text().contains("  … and 36 more"), text());
    }
}
