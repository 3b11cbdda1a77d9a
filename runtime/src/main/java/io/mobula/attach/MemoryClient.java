package io.mobula.attach;

import io.mobula.api.error.ConnectionException;
import io.mobula.attach.ClusterMemory.Report;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.call.Dialer;
import io.mobula.core.control.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks what a cluster's object stores hold, for the command line. */
public final class MemoryClient {
    private final Duration timeout;
    private final int top;

    /**
     * @param timeout for each node; the whole takes about twice as long at most
     * @param top how many of its largest objects each node names
     */
    public MemoryClient(Duration timeout, int top) {
        this.timeout = timeout;
        this.top = top;
    }

    /**
     * Asks one node, then at the same time all others of its view.
     *
     * @throws ConnectionException if {@code first} does not answer, with the cause and the remedy
     */
    public ClusterMemory memory(Address first, Access access) {
        ToDriver.Memory known = ask(StatusClient.dialer(ClusterGate.ANY, access), first);
        Dialer dialer = StatusClient.dialer(known.cluster(), access);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Report>> reports = known.view().nodes().stream()
                    .map(node -> CompletableFuture.supplyAsync(() -> report(dialer, node, known), threads))
                    .toList();
            return new ClusterMemory(
                    reports.stream().map(CompletableFuture::join).toList());
        }
    }

    private Report report(Dialer dialer, ClusterView.Node node, ToDriver.Memory known) {
        if (node.process().equals(known.node())) return new Report.Answered(node, known.store());
        try {
            return new Report.Answered(
                    node, ask(dialer, Address.Tcp.parse(node.address())).store());
        } catch (ConnectionException | IllegalArgumentException e) {
            return new Report.NotAnswering(node, String.valueOf(e.getMessage()));
        }
    }

    private ToDriver.Memory ask(Dialer dialer, Address node) {
        long started = System.nanoTime();
        try (Link link = Link.open(dialer, node, timeout, AttachTiming.DEFAULT, _ -> {})) {
            Duration left = timeout.minusNanos(System.nanoTime() - started);
            ToDriver.Answer answer = link.ask(new ToNode.Memory(top), left.isPositive() ? left : Duration.ofMillis(1));
            if (answer instanceof ToDriver.Memory memory) return memory;
            throw answer instanceof ToDriver.Failed failed ? Link.refused(failed) : Link.unexpected(node);
        }
    }
}
