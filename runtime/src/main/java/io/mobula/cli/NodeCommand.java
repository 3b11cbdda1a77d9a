package io.mobula.cli;

import io.mobula.cli.cluster.UpRequest.Life;
import io.mobula.cli.text.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "node",
        description = {
            "Run one node in the foreground.",
            "",
            "For machines of a cluster that has more than one, under systemd or in a container; `mobula cluster up` does this for you on one machine. "
                    + "SIGTERM or Ctrl-C stops it."
        })
final class NodeCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "Settings, as docs/configuration.md lists them. Default: MOBULA_CONFIG, else built-in defaults.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting that wins over all others; may be repeated.")
    private List<String> overrides = List.of();

    @Option(names = "--until-stdin-ends", hidden = true)
    private boolean untilStdinEnds;

    NodeCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> chosen = file.or(
                () -> Optional.ofNullable(System.getenv("MOBULA_CONFIG")).map(Path::of));
        Life life = untilStdinEnds ? Life.UNTIL_STDIN_ENDS : Life.UNTIL_STOPPED;
        return new NodeRun(services, console).run(chosen, overrides, life);
    }
}
