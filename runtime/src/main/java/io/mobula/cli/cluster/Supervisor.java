package io.mobula.cli.cluster;

import io.mobula.cli.cluster.RestartBudget.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the JVMs of a cluster running: starts them, restarts one that dies within its {@link RestartBudget}, and stops all of them before it ends.
 *
 * <p>Thread safety: confined to the thread that calls {@link #start} and then {@link #pump}; only {@link #requestStop} may be called by others.
 */
final class Supervisor {
    /** @param log where what the node prints goes */
    record Launch(String name, List<String> command, RollingLog log) {
        Launch {
            command = List.copyOf(command);
        }
    }

    /** What the loop has to say: whether there is anything left to watch. */
    enum Condition {
        WATCHING,
        STOPPED,
        /** Every node ended, and none is to be started again. */
        NOTHING_LEFT
    }

    /** Time a node has to leave before it is killed. */
    static final Duration STOP_GRACE = Duration.ofSeconds(8);

    private sealed interface Event {
        record Exited(String node, long pid, int exitCode) implements Event {}

        record StopRequested() implements Event {}
    }

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<String, Launch> launches = new LinkedHashMap<>();
    private final Map<String, NodeProcess> running = new LinkedHashMap<>();
    private final Map<String, RestartBudget> budgets = new HashMap<>();
    private final List<String> givenUp = new ArrayList<>();
    private final RestartBudget budget;
    private final LongSupplier nanoClock;
    private final Consumer<String> say;

    Supervisor(RestartBudget budget, LongSupplier nanoClock, Consumer<String> say) {
        this.budget = budget;
        this.nanoClock = nanoClock;
        this.say = say;
    }

    void start(List<Launch> nodes) {
        for (Launch node : nodes) {
            launches.put(node.name(), node);
            budgets.put(node.name(), budget);
            launch(node);
        }
    }

    /** Handles what happened, waiting at most this long for something to happen. */
    Condition pump(Duration atMost) throws InterruptedException {
        Event event = events.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        switch (event) {
            case null -> {}
            case Event.Exited exited -> onExit(exited);
            case Event.StopRequested _ -> {
                stopAll();
                return Condition.STOPPED;
            }
        }
        return running.isEmpty() ? Condition.NOTHING_LEFT : Condition.WATCHING;
    }

    /** Asks the loop to stop every node. */
    void requestStop() {
        events.add(new Event.StopRequested());
    }

    /** Stops every node: all are asked at once, and those that stay beyond the grace are killed. */
    void stopAll() {
        List.copyOf(running.values()).forEach(NodeProcess::askToStop);
        long deadline = System.nanoTime() + STOP_GRACE.toNanos();
        for (NodeProcess node : List.copyOf(running.values())) {
            node.awaitStopped(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        running.clear();
        launches.values().forEach(launch -> launch.log().close());
    }

    /** Nodes that died too often, in the order they did. */
    List<String> givenUp() {
        return List.copyOf(givenUp);
    }

    Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        running.forEach((name, node) -> pids.put(name, node.pid()));
        return pids;
    }

    List<String> lastLines(String node) {
        return launches.get(node).log().lastLines();
    }

    private void launch(Launch node) {
        running.put(
                node.name(),
                NodeProcess.start(node, (pid, code) -> events.add(new Event.Exited(node.name(), pid, code))));
    }

    private void onExit(Event.Exited exited) {
        NodeProcess current = running.get(exited.node());
        if (current == null || current.pid() != exited.pid()) return;
        running.remove(exited.node());
        switch (budgets.get(exited.node()).onExit(exited.exitCode(), nanoClock.getAsLong())) {
            case Decision.StartAgain _ -> {
                say.accept(exited.node() + " restarts as it was asked to");
                launch(launches.get(exited.node()));
            }
            case Decision.LeaveStopped _ -> say.accept(exited.node() + " was asked to stop, and did");
            case Decision.GiveUp(int restarts) -> {
                givenUp.add(exited.node());
                say.accept(
                        "%s ended with exit code %d and stays down: it was restarted %d times in %d s already. Its log: %s"
                                .formatted(
                                        exited.node(),
                                        exited.exitCode(),
                                        restarts,
                                        budget.window().toSeconds(),
                                        launches.get(exited.node()).log().file()));
            }
            case Decision.Restart(int attempt, RestartBudget left) -> {
                budgets.put(exited.node(), left);
                say.accept("%s ended with exit code %d; restart %d of %d"
                        .formatted(exited.node(), exited.exitCode(), attempt, budget.maxRestarts()));
                launch(launches.get(exited.node()));
            }
        }
    }
}
