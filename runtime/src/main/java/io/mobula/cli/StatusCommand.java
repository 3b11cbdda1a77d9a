package io.mobula.cli;

import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.cluster.SupervisorState;
import io.mobula.cli.cluster.Tokens;
import io.mobula.cli.text.Console;
import java.util.Optional;
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
    private FolderOption folder;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description =
                    "host:port or unix:/path of any node. Default: MOBULA_ADDRESS, else the cluster running in DIR.")
    private Optional<String> address = Optional.empty();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    StatusCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        ClusterFolder chosen = folder.folder();
        String token = variable("MOBULA_TOKEN").orElseGet(() -> Tokens.read(chosen.token()));
        ClusterStatus status = services.status().get().status(addressIn(chosen), token);
        if (json) {
            console.line(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(status));
        } else {
            StatusReport.print(status, console);
        }
        return Main.OK;
    }

    private String addressIn(ClusterFolder chosen) {
        return address.or(() -> variable("MOBULA_ADDRESS"))
                .or(() -> SupervisorState.read(chosen).map(SupervisorState::address))
                .orElseThrow(() -> new CommandFailed(
                        "No cluster runs in %s, and no address was given. Start one with `mobula cluster up`, or name a node with --address."
                                .formatted(chosen.dir())));
    }

    private static Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }
}
