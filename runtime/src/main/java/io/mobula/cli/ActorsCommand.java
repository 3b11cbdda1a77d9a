package io.mobula.cli;

import io.mobula.cli.job.ActorSource;
import io.mobula.cli.job.ActorSource.Actor;
import io.mobula.cli.job.ActorsReport;
import io.mobula.cli.job.ActorsReport.Which;
import io.mobula.cli.text.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "actors",
        description = {
            "List the actors of a cluster.",
            "",
            "Those that live or wait for a place; with --all, the dead that are remembered, too."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula actors",
            "  mobula actors --all --json",
            "",
            "Exit codes: 0 listed, 1 the cluster did not answer, 2 misused."
        })
final class ActorsCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Option(names = "--all", description = "Also the dead.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    ActorsCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Actor> actors = services.actors().get().actors(cluster.target());
        if (json) {
            var shown = actors.stream()
                    .filter(actor -> all || actor.state() != ActorSource.State.DEAD)
                    .toList();
            console.line(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(shown));
        } else {
            ActorsReport.print(actors, all ? Which.ALL : Which.LIVING, console);
        }
        return Main.OK;
    }
}
