package io.mobula.cli.cluster;

import io.mobula.cli.text.Console;
import io.mobula.cli.text.Console.Style;
import io.mobula.cli.text.Figures;
import io.mobula.cli.text.Table;
import io.mobula.cli.text.Table.Column;
import java.nio.file.Path;

/** What is printed once a cluster is up: its nodes, and how to reach and stop it. */
public final class ClusterReport {
    private ClusterReport() {}

    public static void print(ClusterFolder folder, SupervisorState state, Console console) {
        Path home = Path.of(System.getProperty("user.home", "/"));
        double cpus =
                state.nodes().stream().mapToDouble(SupervisorState.Node::cpus).sum();
        console.line("");
        console.line("  " + console.styled(Style.STRONG, "Mobula is up") + ": "
                + Figures.count(state.nodes().size(), "node") + ", " + Figures.amount(cpus) + " CPUs");
        console.line("");
        Table table = new Table(
                Column.text("NODE"),
                Column.text("ADDRESS"),
                Column.figure("CPUS"),
                Column.text("ROLE"),
                Column.figure("PID"),
                Column.text("LOG"));
        for (SupervisorState.Node node : state.nodes()) {
            table.row(
                    node.name(),
                    node.address(),
                    Figures.amount(node.cpus()),
                    node.control() ? "control" : "worker",
                    Long.toString(node.pid()),
                    Figures.path(Path.of(node.log()), home));
        }
        table.print(console);
        console.line("");
        console.line("  export MOBULA_ADDRESS=" + state.address());
        boolean usual = folder.equals(new ClusterFolder(home.resolve(".mobula")));
        if (!usual) console.line("  export MOBULA_DIR=" + quoted(folder.dir().toString()));
        console.line("");
        console.line(console.styled(
                Style.FAINT,
                "  Stop it: mobula cluster down"
                        + (usual ? "" : " --dir " + quoted(folder.dir().toString()))));
    }

    /** As a shell reads it back. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9._/:-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
