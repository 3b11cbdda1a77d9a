package io.mobula.cli.watch;

import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Figures;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import io.mobula.cli.watch.WatchSource.Found;
import io.mobula.cli.watch.WatchSource.Group;
import io.mobula.cli.watch.WatchSource.StoredObject;
import io.mobula.cli.watch.WatchSource.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lists of a cluster for a person. */
public record WatchReport(Console console, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Digits of an id that tell it from the others of a list; the whole one is in JSON. */
    private static final int SHORT_ID = 8;

    private static final long ONE_SECOND = 1_000;

    public void tasks(Found<Task> found) {
        Table table = new Table(
                Column.word("TASK"),
                Column.text("NAME"),
                Column.text("JOB"),
                Column.text("NODE"),
                Column.word("STATE"),
                Column.figure("TRY"),
                Column.figure("TIME"),
                Column.figure("ENDED"));
        for (Task task : found.rows())
            table.row(
                    brief(task.id()),
                    task.name(),
                    task.job(),
                    task.node(),
                    task.state(),
                    Integer.toString(task.attempt()),
                    task.millis().map(WatchReport::time).orElse("-"),
                    task.endedEpochMillis().map(this::at).orElse("-"));
        print(table, found, ListKind.TASKS);
    }

    public void objects(Found<StoredObject> found) {
        Table table = new Table(
                Column.word("OBJECT"),
                Column.figure("SIZE"),
                Column.word("KIND"),
                Column.text("NODE"),
                Column.text("OWNER"),
                Column.figure("READERS"));
        for (StoredObject object : found.rows())
            table.row(
                    brief(object.id()),
                    Figures.bytes(object.bytes()),
                    object.kind(),
                    object.node(),
                    object.owner(),
                    Integer.toString(object.readers()));
        print(table, found, ListKind.OBJECTS);
    }

    public void groups(Found<Group> found) {
        Table table = new Table(
                Column.word("GROUP"),
                Column.text("NAME"),
                Column.word("STRATEGY"),
                Column.word("STATE"),
                Column.figure("BUNDLES"),
                Column.text("NODES"),
                Column.text("JOB"),
                Column.text("REMARK"));
        for (Group group : found.rows())
            table.row(
                    group.id(),
                    group.name().orElse("-"),
                    group.strategy(),
                    group.state(),
                    Integer.toString(group.bundles()),
                    group.nodes().isEmpty()
                            ? "-"
                            : group.nodes().stream().distinct().collect(Collectors.joining(" ")),
                    group.job(),
                    group.remark().orElse(""));
        print(table, found, ListKind.PLACEMENT_GROUPS);
    }

    private void print(Table table, Found<?> found, ListKind kind) {
        console.line("");
        if (found.rows().isEmpty()) console.line("  No " + kind.word().replace('-', ' ') + ".");
        else table.print(console);
        more(found.rows().size(), found.total(), kind);
        console.line("");
    }

    /** What is not shown, and how to see it. */
    public void more(long shown, long total, ListKind kind) {
        if (shown >= total) return;
        console.line("");
        console.line(console.styled(
                Style.FAINT,
                "  … %,d more: --limit %d, or narrow it with %s".formatted(total - shown, total, kind.options())));
    }

    private static String brief(String id) {
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }

    private static String time(long millis) {
        return millis < ONE_SECOND ? millis + "ms" : Figures.time(Duration.ofMillis(millis));
    }

    private String at(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).atZone(zone).format(TIME);
    }
}
