package io.mobula.cli.control;

import io.mobula.cli.ClusterStatus;
import io.mobula.cli.StatusSource;
import io.mobula.cli.TargetOption;
import io.mobula.cli.cluster.CommandFailed;
import io.mobula.cli.text.Console;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mobula drain}. */
@Command(
        name = "drain",
        description = {
            "Let a node leave the cluster in order.",
            "",
            "It takes nothing new. What waits there goes to other nodes; what runs is waited for; actors that may be restarted go on elsewhere; objects are kept until nobody holds them. "
                    + "Then it stops. When the deadline comes first, it stops all the same, and what it still had is printed."
        },
        footer = {
            "",
            "Examples:",
            "",
            "  mobula drain node-2",
            "  mobula drain node-2 --deadline 10m",
            "  mobula drain node-2 --undo",
            "",
            "Exit codes: 0 it has left with nothing lost, 1 it had to leave something, or was not drained, 2 misused."
        })
public final class DrainCommand implements Callable<Integer> {

    private final Supplier<ControlSource> control;
    private final Supplier<StatusSource> status;
    private final Console console;

    @Mixin
    private TargetOption cluster;

    @Parameters(paramLabel = "NODE", description = "Its name.")
    private String node;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = TimeOption.class,
            description = "How long what is there is waited for. Default: ${DEFAULT-VALUE}.")
    private Duration deadline;

    @Option(names = "--undo", description = "Let a node that is drained take work again.")
    private boolean undo;

    public DrainCommand(Supplier<ControlSource> control, Supplier<StatusSource> status, Console console) {
        this.control = control;
        this.status = status;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var watch = new Watch(status.get(), cluster.target());
        ClusterStatus.Node before = watch.require(node);
        if (undo) {
            control.get().undrain(cluster.target(), node);
            console.line("%s takes work again.".formatted(node));
            return 0;
        }
        long began = System.nanoTime();
        control.get().drain(cluster.target(), node, ControlSource.Aim.LEAVE, deadline);
        Optional<String> waitsFor = follow(watch, before);
        boolean late = System.nanoTime() - began >= deadline.toNanos(); // before, it leaves with nothing alone
        if (late && waitsFor.filter(what -> !what.equals("nothing")).isPresent()) {
            console.failure("%s has left with %s.".formatted(node, waitsFor.get()));
            return 1;
        }
        console.line("%s has left the cluster.".formatted(node));
        return 0;
    }

    /** What it waited for last. */
    private Optional<String> follow(Watch watch, ClusterStatus.Node before) throws InterruptedException {
        Optional<String> said = Optional.empty();
        Optional<String> last = Optional.empty();
        boolean seen = false;
        while (true) {
            Optional<ClusterStatus.Node> now = watch.node(node);
            if (now.isEmpty() || now.get().incarnation() != before.incarnation()) return last;
            boolean answers = now.get().uptimeMillis() > 0;
            String leaving = now.get().leaving();
            if (answers && seen && leaving.isEmpty())
                throw new CommandFailed("%s is drained no more: somebody has undone it.".formatted(node));
            if (!leaving.isEmpty()) {
                seen = true;
                last = Optional.of(leaving);
                if (!last.equals(said) && !leaving.equals("nothing"))
                    console.line("  %s waits for %s".formatted(node, leaving));
                said = last;
            }
            Watch.pause();
        }
    }
}
