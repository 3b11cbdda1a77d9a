package io.mobula.cli;

import io.mobula.cli.NodeStarter.RunningNode;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.cluster.RestartBudget;
import io.mobula.cli.cluster.StdinEnd;
import io.mobula.cli.cluster.UpRequest.Life;
import io.mobula.cli.text.Console;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One node in the foreground, from its settings to its end. */
record NodeRun(Services services, Console console) {
    /** Returns the exit code when the node has stopped because it was asked to. */
    int run(Optional<Path> file, List<String> overrides, Life life) throws InterruptedException {
        ConfigSources sources = ConfigSources.ofProcess().withOverrides(overrides);
        MobulaConfig config = MobulaConfig.load(file.map(sources::withFile).orElse(sources));
        try (NodeOutput output = NodeOutput.keep(config.node().dataDir());
                RunningNode node = services.nodes().get().start(config, output.log())) {
            Runtime.getRuntime().addShutdownHook(new Thread(node::close, "stop-node"));
            if (life == Life.UNTIL_STDIN_ENDS) StdinEnd.onEnd(node::close);
            console.line("%s (%s) is up at %s".formatted(config.node().name(), node.identity(), node.address()));
            node.awaitStopped();
            if (node.declaredDead().isPresent()) throw dead(config, node);
            return node.restarts() ? RestartBudget.ASKED_TO_RESTART : Main.OK;
        }
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
