package io.mobula.cli;

import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Figures;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A cluster's status for a person. */
final class StatusReport {
    private StatusReport() {}

    static void print(ClusterStatus status, Console console) {
        double used = status.nodes().stream()
                .mapToDouble(ClusterStatus.Node::cpusUsed)
                .sum();
        double total = status.nodes().stream()
                .mapToDouble(ClusterStatus.Node::cpusTotal)
                .sum();
        console.line("");
        console.line("  %s  %s, %s of %s CPUs in use"
                .formatted(
                        console.styled(Style.STRONG, "Cluster " + status.clusterId()),
                        Figures.count(status.nodes().size(), "node"),
                        Figures.amount(used),
                        Figures.amount(total)));
        console.line("");
        nodes(status.nodes()).print(console);
        console.line("");
        for (ClusterStatus.Node node : status.nodes())
            if (!node.leaving().isEmpty())
                console.line("  %s is drained and waits for %s.".formatted(node.name(), node.leaving()));
        certificates(status, console);
        if (status.drivers().isEmpty()) {
            console.line("  No drivers are connected.");
        } else {
            drivers(status).print(console);
        }
        console.line("");
    }

    private static void certificates(ClusterStatus status, Console console) {
        if (status.nodes().stream().noneMatch(node -> node.certificateEnd().isPresent())) return;
        var table = new Table(Column.text("CERTIFICATE"), Column.text("GOOD UNTIL"), Column.figure("DAYS LEFT"));
        for (ClusterStatus.Node node : status.nodes()) {
            node.certificateEnd()
                    .ifPresent(end -> table.row(
                            node.name(),
                            end.truncatedTo(ChronoUnit.SECONDS).toString(),
                            Long.toString(Duration.between(Instant.now(), end).toDays())));
        }
        table.print(console);
        console.line("");
    }

    static Table nodes(List<ClusterStatus.Node> nodes) {
        Table table = new Table(
                Column.text("NODE"),
                Column.text("ID"),
                Column.text("ADDRESS"),
                Column.text("ROLE"),
                Column.figure("CPUS"),
                Column.figure("STORE"),
                Column.figure("RUNNING"),
                Column.figure("QUEUED"),
                Column.figure("UPTIME"));
        for (ClusterStatus.Node node : nodes) {
            table.row(
                    node.name(),
                    node.number() + "." + node.incarnation(),
                    node.address(),
                    role(node),
                    Figures.amount(node.cpusUsed()) + "/" + Figures.amount(node.cpusTotal()),
                    store(node),
                    Long.toString(node.tasksRunning()),
                    Long.toString(node.tasksQueued()),
                    Figures.time(Duration.ofMillis(node.uptimeMillis())));
        }
        return table;
    }

    private static String role(ClusterStatus.Node node) {
        String role = node.control() ? "control" : "worker";
        return node.leaving().isEmpty() ? role : role + ", drained";
    }

    private static String store(ClusterStatus.Node node) {
        String memory = Figures.bytes(node.storeUsedBytes()) + "/" + Figures.bytes(node.storeTotalBytes());
        return node.storeSpilledBytes() == 0
                ? memory
                : memory + " + " + Figures.bytes(node.storeSpilledBytes()) + " on disk";
    }

    private static Table drivers(ClusterStatus status) {
        Table table =
                new Table(Column.text("DRIVER"), Column.text("NAME"), Column.text("HOME"), Column.figure("CONNECTED"));
        for (ClusterStatus.Driver driver : status.drivers()) {
            table.row(
                    driver.id(),
                    driver.name(),
                    driver.home(),
                    Figures.time(Duration.ofMillis(driver.connectedMillis())));
        }
        return table;
    }
}
