package io.mobula.cli;

import io.mobula.cli.cluster.BackgroundUp;
import io.mobula.cli.cluster.ClusterFolder;
import io.mobula.cli.cluster.ClusterRun;
import io.mobula.cli.cluster.UpRequest;
import io.mobula.cli.text.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Start a cluster of several node JVMs on this machine.",
            "",
            "Makes the cluster if DIR holds none, starts the nodes under a supervisor, and returns when all of them"
                    + " have found one another. A node that dies is restarted, at most 3 times in 60 seconds. Logs are in"
                    + " DIR/logs. Settings for all nodes: DIR/cluster.conf, or --set."
        })
final class ClusterUp implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin
    private FolderOption folder;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many nodes. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--control",
            paramLabel = "N",
            description =
                    "How many of them keep the control log: 1, 3 or 5. Default: as many as the cluster has, and 1 of a new one.")
    private Integer keepers;

    @Option(
            names = "--cpus",
            paramLabel = "C",
            description = "CPUs of each node. Default: the machine's divided among the nodes, at least 1.")
    private Double cpus;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting for every node; may be repeated.")
    private List<String> overrides = List.of();

    @Option(names = "--foreground", description = "Stay in the foreground; Ctrl-C stops the cluster.")
    private boolean foreground;

    @Option(names = "--until-stdin-ends", hidden = true)
    private boolean untilStdinEnds;

    ClusterUp(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterFolder chosen = folder.folder();
        UpRequest request = new UpRequest(
                chosen,
                nodes,
                keepers == null ? OptionalInt.empty() : OptionalInt.of(keepers),
                cpus == null ? OptionalDouble.empty() : OptionalDouble.of(cpus),
                overrides,
                untilStdinEnds ? UpRequest.Life.UNTIL_STDIN_ENDS : UpRequest.Life.UNTIL_STOPPED,
                NodeMain.class.getName(),
                List.of());
        if (foreground) {
            new ClusterRun(request, new StatusCensus(services.status().get(), chosen), console).run();
        } else {
            BackgroundUp.start(chosen, Main.class.getName(), foregroundArguments(chosen), console);
        }
        return Main.OK;
    }

    private List<String> foregroundArguments(ClusterFolder chosen) {
        List<String> arguments = new ArrayList<>(List.of("cluster", "up", "--foreground"));
        arguments.addAll(List.of("--dir", chosen.dir().toString(), "--nodes", Integer.toString(nodes)));
        if (keepers != null) arguments.addAll(List.of("--control", keepers.toString()));
        if (cpus != null) arguments.addAll(List.of("--cpus", cpus.toString()));
        for (String override : overrides) arguments.addAll(List.of("--set", override));
        return arguments;
    }
}
