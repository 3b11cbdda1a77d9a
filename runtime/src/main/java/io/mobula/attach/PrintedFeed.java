package io.mobula.attach;

import io.mobula.api.error.ConnectionException;
import io.mobula.call.Address;
import io.mobula.call.Dialer;
import io.mobula.output.Printed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What one job's bodies print on one node, as it comes, over a connection of the driver's own to that node.
 *
 * <p>Delivery: at most once, in the order printed. Thread safety: any thread; lines are handed on by one.
 */
public final class PrintedFeed implements AutoCloseable {
    private final Link link;

    private PrintedFeed(Link link) {
        this.link = link;
    }

    /**
     * @param dialer with the driver's capability
     * @throws ConnectionException if the node does not answer in time, or refuses
     */
    public static PrintedFeed open(
            Dialer dialer, Address node, Listening how, Consumer<List<Printed>> lines, Duration timeout) {
        Link link = Link.open(dialer, node, timeout, AttachTiming.DEFAULT, _ -> {}, lines);
        try {
            if (link.ask(new ToNode.Listen(how), timeout) instanceof ToDriver.Failed failed) throw Link.refused(failed);
            return new PrintedFeed(link);
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** Completed with the reason once nothing more comes. */
    public CompletionStage<String> broken() {
        return link.broken();
    }

    /** Completed when all that was printed before has been handed on. */
    public CompletableFuture<Void> told() {
        return link.request(new ToNode.TellPrinted()).thenAccept(_ -> {});
    }

    @Override
    public void close() {
        link.close();
    }
}
