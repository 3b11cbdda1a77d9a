package io.mobula.cli.control;

import io.mobula.cli.TargetOption;
import io.mobula.cli.text.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code mobula cluster control}. */
@Command(
        name = "control",
        description = "Who keeps the control log: show, add, remove, hand over the lead.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ControlCommand.Status.class,
            ControlCommand.Add.class,
            ControlCommand.Remove.class,
            ControlCommand.Transfer.class
        })
public final class ControlCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: status, add, remove or transfer.");
    }

    /** Who keeps the log now: for the person, and in the cluster's folder for the next start. */
    private static void show(ControlReport changed, TargetOption cluster, Console console) {
        KeeperList.keep(cluster.folder(), changed, console);
        ControlTable.print(changed, console);
    }

    @Command(
            name = "status",
            description = "Show the replicas of the control log, who leads, and how far each has come.")
    public static final class Status implements Callable<Integer> {
        private final Supplier<ControlSource> control;
        private final Console console;

        @Mixin
        private TargetOption cluster;

        @Option(names = "--json", description = "Print JSON, for programs.")
        private boolean json;

        public Status(Supplier<ControlSource> control, Console console) {
            this.control = control;
            this.console = console;
        }

        @Override
        public Integer call() {
            ControlReport report = control.get().report(cluster.target());
            if (json)
                console.line(
                        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report));
            else ControlTable.print(report, console);
            return 0;
        }
    }

    @Command(
            name = "add",
            description = {
                "Make nodes keep the control log.",
                "",
                "The number of replicas must stay odd: with one, name two. With --instead-of the others leave in the same step, which is how a lost one is replaced."
            },
            footer = {
                "",
                "Examples:",
                "",
                "  mobula cluster control add node-2 node-3",
                "  mobula cluster control add node-4 --instead-of node-2"
            })
    public static final class Add implements Callable<Integer> {
        private final Supplier<ControlSource> control;
        private final Console console;

        @Mixin
        private TargetOption cluster;

        @Parameters(paramLabel = "NODE", arity = "1..*", description = "Its name.")
        private List<String> nodes = new ArrayList<>();

        @Option(names = "--instead-of", paramLabel = "NODE", description = "It leaves; may be repeated.")
        private List<String> leaving = new ArrayList<>();

        public Add(Supplier<ControlSource> control, Console console) {
            this.control = control;
            this.console = console;
        }

        @Override
        public Integer call() {
            show(control.get().change(cluster.target(), nodes, leaving), cluster, console);
            return 0;
        }
    }

    @Command(
            name = "remove",
            description = {
                "Make nodes keep the control log no more; they go on as workers.",
                "",
                "The number of replicas must stay odd. What a node had of the log is put aside in its data folder. A node that is down can be removed too."
            })
    public static final class Remove implements Callable<Integer> {
        private final Supplier<ControlSource> control;
        private final Console console;

        @Mixin
        private TargetOption cluster;

        @Parameters(paramLabel = "NODE", arity = "1..*", description = "Its name.")
        private List<String> nodes = new ArrayList<>();

        public Remove(Supplier<ControlSource> control, Console console) {
            this.control = control;
            this.console = console;
        }

        @Override
        public Integer call() {
            show(control.get().change(cluster.target(), List.of(), nodes), cluster, console);
            return 0;
        }
    }

    @Command(name = "transfer", description = "Hand the lead of the control log to a node that keeps a replica.")
    public static final class Transfer implements Callable<Integer> {
        private final Supplier<ControlSource> control;
        private final Console console;

        @Mixin
        private TargetOption cluster;

        @Parameters(paramLabel = "NODE", description = "Its name.")
        private String node;

        public Transfer(Supplier<ControlSource> control, Console console) {
            this.control = control;
            this.console = console;
        }

        @Override
        public Integer call() {
            ControlTable.print(control.get().transfer(cluster.target(), node), console);
            return 0;
        }
    }
}
