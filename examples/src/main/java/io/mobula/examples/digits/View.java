package io.mobula.examples.digits;

import java.io.Console;
import java.util.List;
import java.util.Optional;

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

    /** On standard output: a table redrawn in place if that is a terminal that can do so, else one line per ended trial. */
    static View standard() {
        boolean able = Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent()
                && !"dumb".equals(System.getenv("TERM"));
        return able ? new TableView(System.out) : new LineView(System.out);
    }
}
