package io.mobula.cli.control;

import io.mobula.cli.text.Console;
import io.mobula.cli.text.Figures;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.time.Duration;

/** The keepers of the log for a person. */
final class ControlTable {
    private ControlTable() {}

    static void print(ControlReport report, Console console) {
        console.line("");
        Table table = new Table(
                Column.text("NODE"),
                Column.text("ROLE"),
                Column.text("ADDRESS"),
                Column.figure("APPLIED"),
                Column.text("HEARD"));
        for (ControlReport.Keeper keeper : report.keepers())
            table.row(
                    keeper.node(),
                    keeper.leads() ? "leader" : "follower",
                    keeper.contact(),
                    Long.toString(keeper.applied()),
                    keeper.answers() ? "now" : Figures.time(Duration.ofMillis(keeper.silentMillis())) + " ago");
        table.print(console);
        console.line("");
        long answering =
                report.keepers().stream().filter(ControlReport.Keeper::answers).count();
        long spare = answering - (report.keepers().size() / 2 + 1);
        console.line("  Term %d. %d of %s answer; %s."
                .formatted(
                        report.term(),
                        answering,
                        Figures.count(report.keepers().size(), "replica"),
                        spare > 0
                                ? "the log goes on without " + spare + " more of them"
                                : "the log stands still if one more is lost"));
        console.line("");
    }
}
