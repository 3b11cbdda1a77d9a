package io.mobula.examples.digits;

import java.io.PrintStream;
import java.util.List;

/** Shows the sweep as it runs. Confined to the thread that runs the sweep. */
sealed interface View permits LineView, TableView {
    /** The rows as they stand, the one that just ended among them. */
    void ended(List<Row> rows, Row row);

    /** Nothing ended, but time has passed. */
    void waited(List<Row> rows);

    /** A line that stays. */
    void say(String line);

    /** The rows as they stay on the screen. */
    void finish(List<Row> rows);

    /** A table redrawn in place on a terminal that can do so, one line per ended trial elsewhere. */
    static View on(PrintStream out) {
        boolean able = out == System.out
                && System.console() != null
                && System.console().isTerminal()
                && !"dumb".equals(System.getenv("TERM"));
        return able ? new TableView(out) : new LineView(out);
    }
}
