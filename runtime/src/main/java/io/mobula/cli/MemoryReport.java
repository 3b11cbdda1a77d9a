package io.mobula.cli;

import io.mobula.cli.ClusterMemory.Held;
import io.mobula.cli.ClusterMemory.Node;
import io.mobula.cli.ClusterMemory.Sum;
import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Figures;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A cluster's object stores for a person. */
final class MemoryReport {
    private record Row(String node, Held held) {}

    private MemoryReport() {}

    static void print(ClusterMemory memory, Console console) {
        console.line("");
        nodes(memory).print(console);
        console.line("");
        List<Row> rows = memory.nodes().stream()
                .flatMap(node -> node.top().stream().map(held -> new Row(node.name(), held)))
                .sorted(Comparator.comparingLong((Row row) -> -row.held.bytes()))
                .toList();
        if (rows.isEmpty()) console.line("  No objects.");
        else objects(rows).print(console);
        console.line("");
        for (Node node : memory.nodes()) remarks(node, console);
    }

    private static Table nodes(ClusterMemory memory) {
        Table table = new Table(
                Column.text("NODE"),
                Column.figure("MEMORY"),
                Column.figure("WARM"),
                Column.figure("PRIMARIES"),
                Column.figure("COPIES"),
                Column.figure("PINNED"),
                Column.figure("SPILLED"),
                Column.figure("FILES"),
                Column.text("WHERE"));
        for (Node node : memory.nodes()) {
            table.row(
                    node.answers() ? node.name() : node.name() + " (no answer)",
                    Figures.bytes(node.usedBytes()) + "/" + Figures.bytes(node.capacityBytes()),
                    Figures.bytes(node.warmBytes()),
                    sum(node.primaries()),
                    sum(node.copies()),
                    sum(node.pinned()),
                    sum(node.spilled()),
                    node.files() == 0 ? "-" : node.files() + ", " + Figures.bytes(node.fileBytes()),
                    node.place());
        }
        return table;
    }

    /** {@code 12, 1.5 GiB}. */
    private static String sum(Sum sum) {
        return sum.objects() == 0 ? "-" : sum.objects() + ", " + Figures.bytes(sum.bytes());
    }

    private static Table objects(List<Row> rows) {
        Table table = new Table(
                Column.word("OBJECT"),
                Column.text("NODE"),
                Column.figure("SIZE"),
                Column.word("KIND"),
                Column.word("IN"),
                Column.text("OWNER"),
                Column.text("MADE BY"),
                Column.figure("AGE"),
                Column.text("PINNED BY"));
        for (Row row : rows) {
            Held held = row.held;
            table.row(
                    held.object(),
                    row.node,
                    Figures.bytes(held.bytes()),
                    held.kind(),
                    held.place(),
                    held.owner(),
                    held.maker(),
                    Figures.time(Duration.ofMillis(held.ageMillis())),
                    held.pins() == 0 ? "-" : held.pinnedBy());
        }
        return table;
    }

    private static void remarks(Node node, Console console) {
        if (node.waiting() > 0) remark(console, "%s: %s for room".formatted(node.name(), waiting(node.waiting())));
        if (node.lost() > 0)
            remark(
                    console,
                    "%s: %s could not be read back from disk"
                            .formatted(node.name(), Figures.count(node.lost(), "object")));
    }

    private static String waiting(long count) {
        return count == 1 ? "1 put or fetch waits" : count + " puts and fetches wait";
    }

    private static void remark(Console console, String text) {
        console.line("  " + console.styled(Style.BAD, text));
        console.line("");
    }
}
