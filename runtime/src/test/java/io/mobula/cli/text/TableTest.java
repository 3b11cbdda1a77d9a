package io.mobula.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Table.Column;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        StringWriter out = new StringWriter();
        new Table(Column.text("NODE"), Column.figure("CPUS"), Column.text("LOG"))
                .row("a", "0.5", "x")
                .row("node-10", "12345", "")
                .print(Console.plain(out, out));

        assertEquals("""
                  NODE      CPUS  LOG
                  a          0.5  x
                  node-10  12345
                """, out.toString());
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        Table table = new Table(Column.text("A"));
        assertThrows(IllegalArgumentException.class, () -> table.row("1", "2"));
    }

    @Test
    void styleIsForTerminalsOnly() {
        StringWriter out = new StringWriter();
        Console colour =
                new Console(new PrintWriter(out), new PrintWriter(out), Console.Styling.COLOUR, OptionalInt.empty());
        assertEquals("\u001b[31mno\u001b[0m", colour.styled(Style.BAD, "no"));
        assertEquals("no", Console.plain(out, out).styled(Style.BAD, "no"));
        assertEquals(
                Console.Styling.PLAIN,
                Console.system(Map.of("NO_COLOR", "1", "TERM", "xterm")).styling());
    }
}
