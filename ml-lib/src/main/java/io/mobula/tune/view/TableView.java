package io.mobula.tune.view;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** For terminals: counts, best, and the table, redrawn in place by ANSI sequences. A table higher than the window hides rows until the end: a line that has scrolled out cannot be redrawn. */
public final class TableView implements SweepView {
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String PLAIN = "\u001b[0m";

    /** Header, counts, best, the line for hidden rows, and the one the cursor stands on. */
    private static final int OTHER_LINES = 5;

    private final PrintStream out;
    private final Terminal terminal;
    private int drawnLines;

    public TableView(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void show(Frame frame) {
        draw(frame, Math.max(1, terminal.size().lines() - OTHER_LINES));
    }

    @Override
    public void finish(Frame frame) {
        draw(frame, Integer.MAX_VALUE);
    }

    private void draw(Frame frame, int room) {
        List<String> lines = new ArrayList<>();
        lines.add(styled("\u001b[1m", Row.HEADER));
        List<Row> shown = shown(frame.rows(), room);
        for (Row row : shown) lines.add(styled(style(row.kind()), row.text()));
        int hidden = frame.rows().size() - shown.size();
        if (hidden > 0) lines.add(styled("\u001b[2m", "  … and " + hidden + " more"));
        lines.add(styled("", frame.counts()));
        frame.bestLine().ifPresent(best -> lines.add(styled("\u001b[1m", best)));
        String up = drawnLines == 0 ? "" : "\u001b[" + drawnLines + "A\r";
        out.print(HIDE_CURSOR + up + String.join(CLEAR_LINE_END + "\n", lines) + CLEAR_LINE_END + "\n" + CLEAR_BELOW
                + SHOW_CURSOR);
        out.flush();
        drawnLines = lines.size();
    }

    /** At most so many rows: those that run first, then failed ones, then the last ended, then those that wait; in their order. */
    static List<Row> shown(List<Row> rows, int room) {
        if (rows.size() <= room) return rows;
        List<Row> ranked = new ArrayList<>();
        List<Row> reversed = rows.reversed();
        for (Row.Kind kind : List.of(Row.Kind.RUNNING, Row.Kind.FAILED, Row.Kind.ENDED)) {
            reversed.stream().filter(row -> row.kind() == kind).forEach(ranked::add);
        }
        rows.stream().filter(row -> row.kind() == Row.Kind.WAITING).forEach(ranked::add);
        List<Row> chosen = ranked.subList(0, room);
        return rows.stream().filter(chosen::contains).toList();
    }

    private static String style(Row.Kind kind) {
        return switch (kind) {
            case WAITING -> "\u001b[2m";
            case RUNNING -> "\u001b[36m";
            case ENDED -> "";
            case FAILED -> "\u001b[31m";
        };
    }

    private String styled(String style, String line) {
        int width = terminal.size().columns();
        String cut = line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
        return style.isEmpty() || !terminal.colors() ? cut : style + cut + PLAIN;
    }
}
