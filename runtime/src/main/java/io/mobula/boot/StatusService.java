package io.mobula.boot;

import io.mobula.attach.ClusterStatus.Report;
import io.mobula.attach.NodeStatus;
import io.mobula.attach.StatusClient;
import io.mobula.cli.ClusterStatus;
import io.mobula.cli.StatusSource;
import io.mobula.cli.job.Target;
import io.mobula.core.control.ClusterView;
import io.mobula.core.message.Demand;
import io.mobula.driver.ConnectTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** {@code mobula status}. */
public final class StatusService implements StatusSource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public ClusterStatus status(Target target) {
        var told = StatusClient.status(ConnectTarget.parse(target.address()), Accesses.of(target), TIMEOUT);
        var nodes = new ArrayList<ClusterStatus.Node>();
        var drivers = new ArrayList<ClusterStatus.Driver>();
        for (Report report : told.nodes()) {
            switch (report) {
                case Report.Answered(ClusterView.Node node, NodeStatus status) -> {
                    nodes.add(node(node, status));
                    for (NodeStatus.HomeDriver driver : status.drivers()) drivers.add(driver(driver, node));
                }
                case Report.NotAnswering(ClusterView.Node node, String _) -> nodes.add(silent(node));
            }
        }
        return new ClusterStatus(told.cluster().toString(), nodes, drivers);
    }

    private static ClusterStatus.Node node(ClusterView.Node node, NodeStatus status) {
        NodeStatus.Figures figures = status.figures();
        return new ClusterStatus.Node(
                node.name(),
                node.process().number(),
                node.process().incarnation(),
                node.address(),
                node.control(),
                figures.cpus().used(),
                figures.cpus().total(),
                figures.stored().bytes(),
                figures.stored().capacityBytes(),
                figures.stored().spilledBytes(),
                figures.tasks().running(),
                figures.tasks().queued(),
                figures.uptime().toMillis(),
                figures.leaving().orElse(""),
                status.certificateEnd());
    }

    private static ClusterStatus.Node silent(ClusterView.Node node) {
        double cpus = node.capacity().units("cpu") / (double) Demand.UNIT;
        return new ClusterStatus.Node(
                node.name() + " (no answer)",
                node.process().number(),
                node.process().incarnation(),
                node.address(),
                node.control(),
                0,
                cpus,
                0,
                0,
                0,
                0,
                0,
                0,
                "",
                Optional.empty());
    }

    private static ClusterStatus.Driver driver(NodeStatus.HomeDriver driver, ClusterView.Node home) {
        long connected =
                Math.max(0, Duration.between(driver.since(), Instant.now()).toMillis());
        return new ClusterStatus.Driver(driver.process().toString(), driver.name(), home.name(), connected);
    }
}
