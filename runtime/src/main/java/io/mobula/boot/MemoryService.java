package io.mobula.boot;

import io.mobula.attach.ClusterMemory.Report;
import io.mobula.attach.MemoryClient;
import io.mobula.attach.NodeMemory;
import io.mobula.cli.ClusterMemory;
import io.mobula.cli.MemorySource;
import io.mobula.cli.job.Target;
import io.mobula.driver.ConnectTarget;
import java.time.Duration;

/** {@code mobula memory}. */
public final class MemoryService implements MemorySource {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Override
    public ClusterMemory memory(Target target, int top) {
        var told = new MemoryClient(TIMEOUT, top).memory(ConnectTarget.parse(target.address()), Accesses.of(target));
        return new ClusterMemory(told.nodes().stream().map(MemoryService::node).toList());
    }

    private static ClusterMemory.Node node(Report report) {
        return switch (report) {
            case Report.Answered(var node, NodeMemory store) -> node(node.name(), store);
            case Report.NotAnswering(var node, String _) -> ClusterMemory.silent(node.name());
        };
    }

    private static ClusterMemory.Node node(String name, NodeMemory store) {
        return new ClusterMemory.Node(
                name,
                true,
                store.place(),
                store.capacity().total(),
                store.capacity().used(),
                store.capacity().warm(),
                sum(store.sums().primaries()),
                sum(store.sums().copies()),
                sum(store.sums().pinned()),
                sum(store.sums().spilled()),
                store.counts().files(),
                store.capacity().files(),
                store.capacity().filesTotal(),
                store.counts().waiting(),
                store.counts().evicted(),
                store.counts().restored(),
                store.counts().lost(),
                store.top().stream().map(MemoryService::held).toList());
    }

    private static ClusterMemory.Sum sum(NodeMemory.Sum sum) {
        return new ClusterMemory.Sum(sum.objects(), sum.bytes());
    }

    private static ClusterMemory.Held held(NodeMemory.Held held) {
        return new ClusterMemory.Held(
                held.object(),
                held.owner(),
                held.kind(),
                held.place(),
                held.bytes(),
                held.maker(),
                held.ageMillis(),
                held.pins(),
                held.pinnedBy());
    }
}
