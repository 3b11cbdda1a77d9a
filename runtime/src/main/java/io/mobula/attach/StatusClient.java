package io.mobula.attach;

import com.google.protobuf.ByteString;
import io.mobula.api.error.ConnectionException;
import io.mobula.attach.ClusterStatus.Report;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.call.Dialer;
import io.mobula.call.Identity;
import io.mobula.call.VersionRange;
import io.mobula.core.control.ClusterView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks how a cluster is, for the command line. */
public final class StatusClient {
    private StatusClient() {}

    /**
     * Asks one node, then at the same time all others of its view.
     *
     * <p>Failure: a node of the view that does not answer in time is reported as such; only if the first does not answer, nothing is known.
     *
     * @param timeout for each node; the whole takes about twice as long at most
     * @throws ConnectionException if {@code first} does not answer, with the cause and the remedy
     */
    public static ClusterStatus status(Address first, Access access, Duration timeout) {
        ToDriver.Status known = ask(dialer(ClusterGate.ANY, access), first, timeout);
        Dialer dialer = dialer(known.cluster(), access);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Report>> reports = known.view().nodes().stream()
                    .map(node -> CompletableFuture.supplyAsync(() -> report(dialer, node, known, timeout), threads))
                    .toList();
            return new ClusterStatus(
                    known.cluster(),
                    known.view(),
                    reports.stream().map(CompletableFuture::join).toList());
        }
    }

    /**
     * The nodes of a cluster, as one of them knows it.
     *
     * @throws ConnectionException if it does not answer, with the cause and the remedy
     */
    public static ClusterView view(Address node, Access access, Duration timeout) {
        return ask(dialer(ClusterGate.ANY, access), node, timeout).view();
    }

    private static Report report(Dialer dialer, ClusterView.Node node, ToDriver.Status known, Duration timeout) {
        if (node.process().equals(known.node().figures().process())) return new Report.Answered(node, known.node());
        try {
            return new Report.Answered(
                    node,
                    ask(dialer, Address.Tcp.parse(node.address()), timeout).node());
        } catch (ConnectionException | IllegalArgumentException e) {
            return new Report.NotAnswering(node, String.valueOf(e.getMessage()));
        }
    }

    private static ToDriver.Status ask(Dialer dialer, Address node, Duration timeout) {
        long started = System.nanoTime();
        try (Link link = Link.open(dialer, node, timeout, AttachTiming.DEFAULT, _ -> {})) {
            Duration left = timeout.minusNanos(System.nanoTime() - started);
            return switch (link.ask(new ToNode.Status(), left.isPositive() ? left : Duration.ofMillis(1))) {
                case ToDriver.Status status -> status;
                case ToDriver.Failed failed -> throw Link.refused(failed);
                case ToDriver.Started _,
                        ToDriver.Done _,
                        ToDriver.Replied _,
                        ToDriver.Listed _,
                        ToDriver.Submitted _,
                        ToDriver.Operated _,
                        ToDriver.Watched _,
                        ToDriver.Memory _ -> throw Link.unexpected(node);
            };
        }
    }

    /** Of a newcomer without a place among hosts: nothing hangs on its life. */
    static Dialer dialer(UUID cluster, Access access) {
        var nobody = new Identity(
                cluster, access.token(), Optional.empty(), ByteString.EMPTY, Identity.Host.here("command-line"));
        return access.dialer(VersionRange.CURRENT, nobody);
    }
}
