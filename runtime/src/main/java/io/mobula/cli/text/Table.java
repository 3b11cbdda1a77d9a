package io.mobula.cli.text;

import io.mobula.cli.text.Console.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A table of text: columns as wide as their widest cell, two spaces apart, figures to the right; cut where the terminal is too narrow. */
public final class Table {
    public enum Align {
        LEFT,
        RIGHT
    }

    /** Whether a cell may lose its end where the terminal is too narrow. */
    public enum Ends {
        CUT,
        KEPT
    }

    public record Column(String title, Align align, Ends ends) {
        public static Column text(String title) {
            return new Column(title, Align.LEFT, Ends.CUT);
        }

        /** What is typed into another command, or of few values: worth nothing without its end. */
        public static Column word(String title) {
            return new Column(title, Align.LEFT, Ends.KEPT);
        }

        public static Column figure(String title) {
            return new Column(title, Align.RIGHT, Ends.KEPT);
        }
    }

    private static final String INDENT = "  ";
    private static final String GAP = "  ";

    /** No column of text is cut below this. */
    private static final int MIN_WIDTH = 8;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(Column... columns) {
        this.columns = List.of(columns);
    }

    public Table row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "A row of " + cells.length + " cells in a table of " + columns.size() + " columns");
        }
        rows.add(List.copyOf(Arrays.asList(cells)));
        return this;
    }

    public void print(Console console) {
        int[] widths = widths();
        if (console.width().isPresent()) fit(widths, console.width().getAsInt());
        List<String> titles = columns.stream().map(Column::title).toList();
        console.line(INDENT + console.styled(Style.FAINT, line(titles, widths)));
        for (List<String> row : rows) console.line(INDENT + line(row, widths));
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).title().length();
            for (List<String> row : rows)
                widths[i] = Math.max(widths[i], row.get(i).length());
        }
        return widths;
    }

    /** The widest column that may be cut gives way first. */
    private void fit(int[] widths, int columnsOfTerminal) {
        int room = columnsOfTerminal - INDENT.length() - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > room) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                boolean cuttable = columns.get(i).ends() == Ends.CUT && widths[i] > MIN_WIDTH;
                if (cuttable && (widest < 0 || widths[i] > widths[widest])) widest = i;
            }
            if (widest < 0) return;
            widths[widest]--;
        }
    }

    private static String cut(String cell, int width) {
        return cell.length() <= width ? cell : cell.substring(0, Math.max(0, width - 1)) + "…";
    }

    private String line(List<String> full, int[] widths) {
        List<String> cells = IntStream.range(0, widths.length)
                .mapToObj(i -> cut(full.get(i), widths[i]))
                .toList();
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) line.append(GAP);
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            boolean right = columns.get(i).align() == Align.RIGHT;
            line.append(right ? padding : "").append(cells.get(i)).append(right ? "" : padding);
        }
        return line.toString().stripTrailing();
    }
}
