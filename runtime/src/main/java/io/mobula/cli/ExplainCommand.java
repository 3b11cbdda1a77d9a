package io.mobula.cli;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.JobException;
import io.mobula.cli.job.ExplainSource.Explained;
import io.mobula.cli.text.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "explain",
        description = {
            "Say why an actor, a placement group or a job waits, or where it is.",
            "",
            "Of what waits for a node: what every node lacks. Tasks are known to the program that submitted them"
                    + " alone: explain() of their refs says the same of them."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula explain counter           (an actor's name)",
            "  mobula explain actor-3f2a        (a beginning of its id)",
            "  mobula explain group-91xk --json",
            "  mobula explain driver-7          (a job, by its driver)",
            "",
            "Exit codes: 0 explained, 1 not found or no answer, 2 misused."
        })
final class ExplainCommand implements Callable<Integer> {
    /** Of one thing; a job may have ten thousand actors. */
    private static final int MOST_REASONS = 50;

    private final Services services;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Parameters(paramLabel = "WHAT", description = "Its name, its id, or a beginning of that.")
    private String word;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    ExplainCommand(Services services, Console console) {
        this.services = services;
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Explained> found = services.explain().get().explain(cluster.target(), word);
        if (found.isEmpty())
            throw new JobException(
                    ErrorCode.JOB_UNKNOWN,
                    "No actor, placement group or job is called %s. `mobula actors --all` and `mobula jobs --all` list what is there"
                            .formatted(word),
                    null);
        if (json) {
            console.line(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(found));
            return Main.OK;
        }
        console.line("");
        found.forEach(this::print);
        return Main.OK;
    }

    private void print(Explained one) {
        console.line("  " + one.summary());
        one.reasons().stream().limit(MOST_REASONS).forEach(reason -> console.line("    " + reason));
        int more = one.reasons().size() - MOST_REASONS;
        if (more > 0) console.line("    and " + more + " more");
        console.line("");
    }
}
