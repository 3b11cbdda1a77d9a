package io.mobula.cli;

import io.mobula.cli.job.JobList;
import io.mobula.cli.job.JobsReport;
import io.mobula.cli.job.JobsReport.Which;
import io.mobula.cli.text.Console;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "jobs",
        description = {
            "List the jobs of a cluster.",
            "",
            "Programs that were submitted, and drivers that connected from outside. Asks every node: each keeps the submitted jobs it ran, the last 100 of them. "
                    + "Drivers from outside are listed as long as they are connected."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula jobs",
            "  mobula jobs --all",
            "  mobula jobs --all --json | jq -r '.jobs[] | select(.state == \"FAILED\") | .id'",
            "",
            "Exit codes: 0 listed, 1 the cluster did not answer, 2 misused."
        })
final class JobsCommand implements Callable<Integer> {
    private final Services services;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Option(names = "--all", description = "Also those that have ended.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    JobsCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        JobList list = services.jobs().get().jobs(cluster.target());
        if (json) {
            var shown =
                    list.jobs().stream().filter(job -> all || !job.hasEnded()).toList();
            console.line(JsonMapper.shared()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new JobList(shown, list.nodes(), list.silent())));
        } else {
            new JobsReport(Instant.now(), ZoneId.systemDefault()).print(list, all ? Which.ALL : Which.UNENDED, console);
        }
        if (!list.silent().isEmpty())
            console.failure(
                    "%s did not answer; what ran there is not listed.".formatted(String.join(", ", list.silent())));
        return Main.OK;
    }
}
