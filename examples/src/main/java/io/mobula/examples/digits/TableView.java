package io.mobula.examples.digits;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * For terminals: the whole table, redrawn in place by ANSI sequences. A table higher than the window hides its first ended rows until the end: a line that has scrolled out cannot be redrawn.
 */
final class TableView implements View {
    private static final String BOLD = "\u001b[1m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    /** Header, progress line, the line for hidden rows, and the one the cursor stands on. */
    private static final int OTHER_LINES = 4;

    private static final int BAR_WIDTH = 40;

    private final PrintStream out;
    private final long startNanos = System.nanoTime();
    private int drawnLines;

    TableView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ended(List<Row> rows, Row row) {
        waited(rows);
    }

    @Override
    public void waited(List<Row> rows) {
        draw(rows, Math.max(1, TerminalHeight.lines() - OTHER_LINES));
    }

    @Override
    public void say(String line) {
        out.print(back() + line + CLEAR_LINE_END + "\n" + CLEAR_BELOW);
        out.flush();
    }

    @Override
    public void finish(List<Row> rows) {
        draw(rows, Integer.MAX_VALUE);
    }

    private void draw(List<Row> rows, int room) {
        List<String> lines = new ArrayList<>();
        lines.add(BOLD + Row.HEADER + PLAIN);
        List<Row> shown = shown(rows, room);
        int hidden = rows.size() - shown.size();
        for (Row row : shown) lines.add(row.hasEnded() ? row.text() : DIM + row.text() + PLAIN);
        if (hidden > 0) lines.add(DIM + Text.format("  … and %d more", hidden) + PLAIN);
        lines.add(progress(rows));
        out.print(back() + NO_WRAP + String.join(CLEAR_LINE_END + "\n", lines) + CLEAR_LINE_END + "\n" + CLEAR_BELOW
                + WRAP);
        out.flush();
        drawnLines = lines.size();
    }

    /** At most {@code room} rows: the first ended ones go, then the last that wait. */
    static List<Row> shown(List<Row> rows, int room) {
        int excess = Math.max(0, rows.size() - room);
        List<Row> ended = rows.stream().filter(Row::hasEnded).limit(excess).toList();
        return rows.stream().filter(row -> !ended.contains(row)).limit(room).toList();
    }

    private String progress(List<Row> rows) {
        int ended = (int) rows.stream().filter(Row::hasEnded).count();
        int filled = ended * BAR_WIDTH / rows.size();
        return Text.format(
                "%s%s %d/%d  %.1f s",
                "█".repeat(filled),
                "░".repeat(BAR_WIDTH - filled),
                ended,
                rows.size(),
                (System.nanoTime() - startNanos) / 1e9);
    }

    /** To the first line drawn; what follows is drawn over it. */
    private String back() {
        String up = drawnLines == 0 ? "" : Text.format("\u001b[%dA\r", drawnLines);
        drawnLines = 0;
        return up;
    }
}
