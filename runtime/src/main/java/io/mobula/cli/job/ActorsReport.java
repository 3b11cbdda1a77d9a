package io.mobula.cli.job;

import io.mobula.cli.job.ActorSource.Actor;
import io.mobula.cli.job.ActorSource.State;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Figures;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.util.List;

/** Actors for a person. */
public final class ActorsReport {
    /** Which actors are shown. */
    public enum Which {
        LIVING,
        ALL
    }

    private ActorsReport() {}

    public static void print(List<Actor> actors, Which which, Console console) {
        List<Actor> shown = actors.stream()
                .filter(actor -> which == Which.ALL || actor.state() != State.DEAD)
                .toList();
        console.line("");
        if (shown.isEmpty()) {
            console.line(which == Which.ALL ? "  No actors." : "  No actor lives.");
        } else {
            table(shown).print(console);
        }
        int dead = actors.size() - shown.size();
        if (dead > 0) {
            console.line("");
            console.line(console.styled(
                    Style.FAINT, "  " + Figures.count(dead, "actor") + " died before: mobula actors --all"));
        }
        console.line("");
    }

    private static Table table(List<Actor> actors) {
        Table table = new Table(
                Column.word("ACTOR"),
                Column.text("NAME"),
                Column.text("CLASS"),
                Column.word("STATE"),
                Column.text("NODE"),
                Column.figure("RESTARTS"),
                Column.text("JOB"),
                Column.text("REMARK"));
        for (Actor actor : actors)
            table.row(
                    actor.id(),
                    actor.name().orElse("-"),
                    actor.type(),
                    actor.state().name(),
                    actor.node().orElse("-"),
                    Integer.toString(actor.restarts()),
                    actor.job(),
                    actor.cause().orElse(""));
        return table;
    }
}
