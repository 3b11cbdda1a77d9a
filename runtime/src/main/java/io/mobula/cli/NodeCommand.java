package io.mobula.cli;

import io.mobula.cli.NodeStarter.RunningNode;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.cluster.StdinEnd;
import io.mobula.cli.text.Console;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
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
        ConfigSources sources = ConfigSources.ofProcess().withOverrides(overrides);
        Optional<Path> chosen = file.or(
                () -> Optional.ofNullable(System.getenv("MOBULA_CONFIG")).map(Path::of));
        MobulaConfig config = MobulaConfig.load(chosen.map(sources::withFile).orElse(sources));
        try (NodeOutput output = NodeOutput.keep(config.node().dataDir());
                RunningNode node = services.nodes().get().start(config, output.log())) {
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop-node"));
            if (untilStdinEnds) StdinEnd.onEnd(node::close);
            console.line("%s (%s) is up at %s".formatted(config.node().name(), node.identity(), node.address()));
            node.awaitStopped();
            if (node.declaredDead().isPresent()) throw dead(config, node);
        }
        return Main.OK;
    }

    /** Not an end that was asked for: whoever supervises the node starts it again. */
    private static CommandFailed dead(MobulaConfig config, RunningNode node) {
        return new CommandFailed("The cluster declared %s (%s) dead: %s. Start it again; it joins as a new incarnation."
                .formatted(
                        config.node().name(),
                        node.identity(),
                        node.declaredDead().orElse("")));
    }
}
