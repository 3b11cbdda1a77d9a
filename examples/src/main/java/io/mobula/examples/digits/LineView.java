package io.mobula.examples.digits;

import java.io.PrintStream;
import java.util.List;

/** For pipes and logs: the header once, then one line per ended trial. */
final class LineView implements View {
    private final PrintStream out;
    private boolean headed;

    LineView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void ended(List<Row> rows, Row row) {
        if (!headed) out.println(Row.HEADER);
        headed = true;
        out.println(row.text());
    }

    @Override
    public void waited(List<Row> rows) {}

    @Override
    public void say(String line) {
        out.println(line);
    }

    @Override
    public void finish(List<Row> rows) {}
}
