package io.mobula.cli;

import io.mobula.cli.control.DrainCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "mobula",
        description = "Distributed computing for the JVM: tasks, actors and objects on a cluster.",
        footer = {
            "",
            "A first cluster, on this machine:",
            "",
            "  mobula cluster up --nodes 3",
            "  export MOBULA_ADDRESS=...     (printed by the command above)",
            "  mobula status",
            "  mobula submit app.jar",
            "",
            "In a checkout also: mobula demo, mobula verify (--help says more).",
            "",
            "Exit codes: 0 done, 1 failed, 2 misused, 130 interrupted; `submit` passes on the program's."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = false,
        subcommands = {
            ClusterCommand.class,
            NodeCommand.class,
            StatusCommand.class,
            DrainCommand.class,
            SubmitCommand.class,
            JobsCommand.class,
            LogsCommand.class,
            StopCommand.class,
            ActorsCommand.class,
            ListCommand.class,
            ExplainCommand.class,
            EventsCommand.class,
            TimelineCommand.class,
            MemoryCommand.class,
            SimCommand.class,
            VersionCommand.class
        })
final class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it.
    private boolean help;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean verbose;

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }
}
