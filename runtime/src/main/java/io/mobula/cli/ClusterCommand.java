package io.mobula.cli;

import io.mobula.cli.control.ControlCommand;
import io.mobula.cli.control.RestartCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "cluster",
        description = "Make, start and stop a cluster on this machine; its control, and its restart.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterInit.class,
            ClusterCert.class,
            ClusterUp.class,
            ClusterStop.class,
            RestartCommand.class,
            ControlCommand.class
        })
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "A command is missing: init, cert, up, down, restart or control.");
    }
}
