package io.mobula.driver;

import io.mobula.api.error.MobulaException;
import io.mobula.attach.Listening;
import io.mobula.attach.PrintedFeed;
import io.mobula.call.Address;
import io.mobula.call.Dialer;
import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a driver's tasks and actors print, brought to its own output: it listens at every node of its view.
 *
 * <p>Delivery: at most once, in order for each node. What is printed while a node is out of reach, or faster than it can be shown, is in the node's files alone.
 *
 * <p>Thread safety: any thread; nothing waits for a node but {@link #close}, and that not for long.
 */
final class ClusterOutput implements AutoCloseable {
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(5);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    /** What was printed last is waited for so long at the end. */
    private static final Duration LAST_LIMIT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ClusterOutput.class);

    private final Dialer dialer;
    private final Listening how;
    private final Optional<TaskLines> lines;
    /** Of each node that is listened to: the latest try. */
    private final Map<ProcessId, CompletableFuture<PrintedFeed>> feeds = new ConcurrentHashMap<>();

    private volatile boolean closed;

    private ClusterOutput(Dialer dialer, Listening how, Optional<TaskLines> lines) {
        this.dialer = dialer;
        this.how = how;
        this.lines = lines;
    }

    /**
     * @param dialer with the driver's capability
     * @param submittedAs the id of the submitted job that this program is
     */
    static ClusterOutput open(Dialer dialer, ProcessId driver, Optional<String> submittedAs, Listening.Wish wish) {
        Optional<TaskLines> lines = switch (wish) {
            case LINES ->
                Optional.of(
                        new TaskLines(submittedAs.orElse(driver.toString()), TaskLines.Styling.of(System.getenv())));
            case NAMES_ONLY -> Optional.empty();
        };
        return new ClusterOutput(dialer, new Listening(submittedAs, wish), lines);
    }

    void viewed(ClusterView view) {
        if (lines.isEmpty() && how.submittedAs().isEmpty()) return; // nothing to hear, nothing to tell
        for (ClusterView.Node node : view.nodes())
            if (!closed && feeds.putIfAbsent(node.process(), new CompletableFuture<>()) == null)
                Thread.ofVirtual().name("output-of-" + node.name()).start(() -> listen(node));
    }

    void died(ProcessId process) {
        end(feeds.remove(process));
    }

    /** Now, or as soon as it is open. */
    private static void end(@Nullable CompletableFuture<PrintedFeed> feed) {
        if (feed == null) return;
        var _ = feed.thenAccept(PrintedFeed::close);
    }

    private boolean isWanted(ProcessId node) {
        return !closed && feeds.containsKey(node);
    }

    /** As long as the node lives. */
    private void listen(ClusterView.Node node) {
        while (isWanted(node.process())) {
            CompletableFuture<PrintedFeed> own = feeds.get(node.process());
            if (own == null) return;
            try (PrintedFeed feed = open(node)) {
                own.complete(feed);
                if (lines.isEmpty()) return;
                String reason = feed.broken().toCompletableFuture().join();
                LOG.debug("Output of {} comes no more: {}", node.name(), reason);
            } catch (MobulaException unreachable) {
                own.completeExceptionally(unreachable);
                LOG.debug("Output of {} is not heard: {}", node.name(), unreachable.getMessage());
            }
            LockSupport.parkNanos(this, AGAIN_AFTER.toNanos());
            feeds.replace(node.process(), own, new CompletableFuture<>());
        }
    }

    private PrintedFeed open(ClusterView.Node node) {
        return PrintedFeed.open(
                dialer,
                Address.Tcp.parse(node.address()),
                how,
                printed -> lines.ifPresent(shown -> shown.printed(node.name(), printed)),
                DIAL_LIMIT);
    }

    /** After what has been printed until now is shown, as far as nodes answer in time. */
    @Override
    public void close() {
        if (closed) return;
        if (lines.isPresent()) awaitLast();
        closed = true;
        feeds.values().forEach(ClusterOutput::end);
        lines.ifPresent(TaskLines::close);
    }

    private void awaitLast() {
        List<CompletableFuture<Void>> told = feeds.values().stream()
                .map(feed -> feed.thenCompose(PrintedFeed::told))
                .toList();
        try {
            CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                    .get(LAST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Not every node has told what was printed last: {}", e.toString());
        }
    }
}
