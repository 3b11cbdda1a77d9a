package io.mobula.cli;

import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.text.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sim",
        description = {
            "Run the decision core against a simulated cluster.",
            "",
            "Network, nodes and store fail as each seed has it; every invariant is checked after every event. The same seed gives the same run."
        })
final class SimCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many seeds. Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The first seed. Default: ${DEFAULT-VALUE}.")
    private long firstSeed;

    SimCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        if (seeds < 1) throw new CommandFailed("--seeds %d is out of range. Allowed is 1 and more.".formatted(seeds));
        return services.sim().get().run(new SimRunner.Request(seeds, firstSeed), console.out());
    }
}
