package io.mobula.cli.control;

import io.mobula.cli.ClusterStatus;
import io.mobula.cli.StatusSource;
import io.mobula.cli.TargetOption;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.text.Console;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mobula cluster restart --rolling}. */
@Command(
        name = "restart",
        description = {
            "Restart the nodes of a cluster one after another, while it works.",
            "",
            "Each node is drained, hands over the lead of the control log if it has it, stops, and is started again by its supervisor. The next one follows when it is back, and its replica has caught up. "
                    + "A node that cannot be drained within the deadline stays as it is, and the command ends there."
        },
        footer = {"", "Exit codes: 0 all have been restarted, 1 one could not be, 2 misused."})
public final class RestartCommand implements Callable<Integer> {
    private static final Duration RETURN_LIMIT = Duration.ofSeconds(90);

    private final Supplier<ControlSource> control;
    private final Supplier<StatusSource> status;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Option(
            names = "--rolling",
            description = "One node after another. There is no other way to restart a cluster that works.")
    private boolean rolling;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeOption.class,
            description = "How long each node is given to end what is there. Default: ${DEFAULT-VALUE}.")
    private Duration deadline;

    @Spec
    private CommandSpec spec;

    public RestartCommand(Supplier<ControlSource> control, Supplier<StatusSource> status, Console console) {
        this.control = control;
        this.status = status;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!rolling)
            throw new ParameterException(
                    spec.commandLine(),
                    "Say --rolling; to stop all nodes at once, use `mobula cluster down` and `up`.");
        var watch = new Watch(status.get(), cluster.target());
        List<ClusterStatus.Node> nodes = order(watch.status(), control.get().report(cluster.target()));
        if (nodes.size() == 1)
            throw new CommandFailed(
                    "The cluster has one node: while it restarts there is nobody to work. Add another one.");
        for (ClusterStatus.Node node : nodes) {
            restart(watch, node);
            console.line("  %s is back (%d of %d)".formatted(node.name(), nodes.indexOf(node) + 1, nodes.size()));
        }
        console.line("All nodes were restarted.");
        return 0;
    }

    /** The leader last: each change of the lead costs a moment. */
    private static List<ClusterStatus.Node> order(ClusterStatus status, ControlReport report) {
        return status.nodes().stream()
                .sorted(Comparator.comparing(node -> node.name().equals(report.leader())))
                .toList();
    }

    private void restart(Watch watch, ClusterStatus.Node before) throws InterruptedException {
        String name = before.name();
        control.get().drain(watch.besides(name), name, ControlSource.Aim.RESTART, deadline);
        long end = System.nanoTime() + deadline.plus(RETURN_LIMIT).toNanos();
        String last = "";
        boolean seen = false;
        while (true) {
            Optional<ClusterStatus.Node> now = watch.node(name);
            boolean answers = now.isPresent() && now.get().uptimeMillis() > 0;
            if (answers && now.get().incarnation() > before.incarnation()) break;
            if (answers && seen && now.get().leaving().isEmpty())
                throw new CommandFailed(
                        "%s was not restarted: within %d s it could not end %s. The nodes before it were."
                                .formatted(name, deadline.toSeconds(), last));
            if (answers && !now.get().leaving().isEmpty()) {
                seen = true;
                last = now.get().leaving();
            }
            refuseLate(end, name, "is not back");
            Watch.pause();
        }
        while (!control.get().report(watch.besides(name)).isWhole()) {
            refuseLate(end, name, "is back, and its replica of the control log has not caught up");
            Watch.pause();
        }
    }

    private static void refuseLate(long end, String name, String state) {
        if (System.nanoTime() > end)
            throw new CommandFailed("%s %s. Look into its log: `mobula logs %s`.".formatted(name, state, name));
    }
}
