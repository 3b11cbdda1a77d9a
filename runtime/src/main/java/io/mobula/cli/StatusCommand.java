package io.mobula.cli;

import io.mobula.cli.job.Target;
import io.mobula.cli.text.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "status",
        description = {
            "Show the nodes and drivers of a cluster.",
            "",
            "Asks the node at ADDRESS, with the token from MOBULA_TOKEN or DIR/token."
        })
final class StatusCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    StatusCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        Target target = cluster.target();
        ClusterStatus status = services.status().get().status(target);
        if (json) {
            console.line(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(status));
        } else {
            StatusReport.print(status, console);
        }
        return Main.OK;
    }
}
