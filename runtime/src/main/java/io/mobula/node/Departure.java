package io.mobula.node;

import io.mobula.core.control.ClusterView;
import io.mobula.core.control.Draining;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a drained node goes: when nothing is there any more that would be lost with it, or when the time given is up.
 *
 * <p>Thread safety: any thread.
 */
final class Departure implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** What the node does about it. */
    interface Node {
        /** Whether anything new is to be taken. */
        void draining(boolean wanted);

        /** What would be lost now, in words; empty if nothing. May take a moment. */
        Optional<String> remains();

        /** It is no longer to be drained: the cluster is asked to say so to everybody. */
        void undrain();

        void leave(Draining.Aim aim);
    }

    private final ProcessId self;
    private final Node node;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("mobula-departure").factory());

    private volatile Optional<String> waitsFor = Optional.empty();
    private Optional<Draining> wanted = Optional.empty();
    private Optional<ScheduledFuture<?>> looking = Optional.empty();
    private long endNanos;
    private boolean left;

    Departure(ProcessId self, Node node) {
        this.self = self;
        this.node = node;
    }

    /** What a drained node waits for; empty on any other. */
    Optional<String> waitsFor() {
        return waitsFor;
    }

    synchronized void viewed(ClusterView view) {
        Optional<Draining> now = view.draining(self);
        if (now.equals(wanted) || left) return;
        wanted = now;
        looking.ifPresent(look -> look.cancel(false));
        looking = Optional.empty();
        node.draining(now.isPresent());
        if (now.isEmpty()) {
            LOG.info("This node takes work again.");
            waitsFor = Optional.empty();
            return;
        }
        LOG.info(
                "This node is drained: it takes nothing new and leaves within {} ms.",
                now.get().limitMillis());
        waitsFor = Optional.of("what is there");
        endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(now.get().limitMillis());
        Draining draining = now.get();
        looking = Optional.of(
                thread.scheduleWithFixedDelay(() -> look(draining), 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void look(Draining draining) {
        try {
            decide(draining, node.remains());
        } catch (RuntimeException e) {
            LOG.warn("What a drained node still has cannot be told; it looks again", e);
        }
    }

    private synchronized void decide(Draining draining, Optional<String> remains) {
        if (left || !wanted.equals(Optional.of(draining))) return;
        waitsFor = Optional.of(remains.orElse("nothing"));
        boolean late = System.nanoTime() - endNanos >= 0;
        if (remains.isPresent() && !late) return;
        if (remains.isPresent() && draining.aim() == Draining.Aim.RESTART) {
            LOG.warn(
                    "This node was to restart and does not: after {} ms it still has {}.",
                    draining.limitMillis(),
                    remains.get());
            looking.ifPresent(look -> look.cancel(false));
            node.undrain();
            return;
        }
        remains.ifPresent(what -> LOG.warn("The time is up, and this node leaves with {}.", what));
        left = true;
        looking.ifPresent(look -> look.cancel(false));
        node.leave(draining.aim());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
