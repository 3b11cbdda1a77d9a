package io.mobula.cli;

import io.mobula.cli.text.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "memory",
        description = {
            "Show what the object stores of a cluster hold.",
            "",
            "For each node its memory, its objects and what of them is on disk; then the largest objects, who owns"
                    + " them, what made them and who reads them."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula memory",
            "  mobula memory --top 50",
            "  mobula memory --json",
            "",
            "Exit codes: 0 shown, 1 the cluster did not answer, 2 misused."
        })
final class MemoryCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of its largest objects each node names. Default: ${DEFAULT-VALUE}.")
    private int top;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    MemoryCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        ClusterMemory memory = services.memory().get().memory(cluster.target(), Math.max(0, top));
        if (json) {
            console.line(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(memory));
        } else {
            MemoryReport.print(memory, console);
        }
        return Main.OK;
    }
}
