package io.mobula.cli.text;

import io.mobula.cli.text.Console.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of text: columns as wide as their widest cell, two spaces apart, figures to the right. */
public final class Table {
    public enum Align {
        LEFT,
        RIGHT
    }

    public record Column(String title, Align align) {
        public static Column text(String title) {
            return new Column(title, Align.LEFT);
        }

        public static Column figure(String title) {
            return new Column(title, Align.RIGHT);
        }
    }

    private static final String INDENT = "  ";
    private static final String GAP = "  ";

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

    private String line(List<String> cells, int[] widths) {
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
