package io.mobula.train.collective;

import io.mobula.train.collective.CollectiveException.Reason;
import io.mobula.train.collective.Lane.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A rank's links, and how it waits for them: the rank's own thread moves all bytes, and sleeps in one selector when nothing can move.
 *
 * <p>Thread safety: {@link #abort} from any thread, all else confined to the rank's thread.
 */
final class Mesh {
    /** How long a rank whose neighbour vanished waits for whoever built the group to tell what happened. */
    private static final Duration GRACE_FOR_CAUSE = Duration.ofMillis(500);
    /** How long a leaving rank tries to tell its neighbours why. */
    private static final Duration FAREWELL_TIME = Duration.ofMillis(200);

    private static final long FAREWELL_POLL_NANOS = 1_000_000;

    private final Topology topology;
    private final List<String> names;
    private final SortedMap<Integer, Link> links;
    private final Selector selector;
    private final Duration timeout;
    /** Set once; what every call fails with from then on. */
    private final AtomicReference<@Nullable CollectiveException> failure = new AtomicReference<>();

    Mesh(Topology topology, List<String> names, SortedMap<Integer, Link> links, Duration timeout) {
        this.topology = topology;
        this.names = List.copyOf(names);
        this.links = links;
        this.timeout = timeout;
        try {
            this.selector = Selector.open();
            for (Link link : links.values()) link.lane().attach(selector);
        } catch (IOException e) {
            throw new UncheckedIOException("No selector for the group's connections", e);
        }
    }

    Topology topology() {
        return topology;
    }

    Link link(int rank) {
        Link link = links.get(rank);
        if (link == null) throw new IllegalStateException("Rank " + topology.rank() + " has no link to rank " + rank);
        return link;
    }

    /** {@code rank 1 (node-2)}. */
    String name(int rank) {
        return rank < 0 || rank >= names.size() ? "rank " + rank : "rank " + rank + " (" + names.get(rank) + ")";
    }

    void abort(CollectiveException cause) {
        failure.compareAndSet(null, cause);
        selector.wakeup();
    }

    void check() {
        CollectiveException known = failure.get();
        if (known != null) throw known.again();
    }

    /** Writes what the lane takes. */
    boolean flush(Link link, Call call) {
        try {
            return link.flush();
        } catch (IOException e) {
            throw gone(link, call, e);
        }
    }

    /** The payload of the next block for this call, once it is whole; else null. */
    @Nullable
    ByteBuffer poll(Link link, Call call) {
        try {
            ByteBuffer payload = link.poll();
            if (payload == null) return null;
            if (link.isFarewell()) throw left(link, call);
            Call theirs = link.call();
            if (!theirs.equals(call)) throw mismatch(link, call, theirs);
            return payload;
        } catch (IOException e) {
            throw gone(link, call, e);
        }
    }

    /**
     * Sleeps until bytes can move again.
     *
     * @param reads whose bytes are waited for; null for nobody's
     * @param writes who is to take bytes; null for nobody
     */
    void await(@Nullable Link reads, @Nullable Link writes, Call call) {
        check();
        wish(reads, writes);
        long start = System.nanoTime();
        try {
            int ready = selector.select(timeout.toMillis());
            selector.selectedKeys().clear();
            if (ready > 0) return;
        } catch (IOException | ClosedSelectorException e) {
            throw fail(CollectiveException.of(
                    Reason.ABORTED, "The group's connections are closed during " + call.text(), e));
        } finally {
            unwish(reads, writes);
        }
        check();
        if (Thread.currentThread().isInterrupted()) {
            throw fail(CollectiveException.of(
                    Reason.INTERRUPTED, call.text() + " was interrupted at " + name(topology.rank())));
        }
        if (System.nanoTime() - start >= timeout.toNanos()) throw late(reads, writes, call);
    }

    private static void wish(@Nullable Link reads, @Nullable Link writes) {
        if (reads != null && reads == writes) {
            reads.lane().want(Wish.BOTH);
            return;
        }
        if (reads != null) reads.lane().want(Wish.READ);
        if (writes != null) writes.lane().want(Wish.WRITE);
    }

    /** A neighbour that closes its connection would wake a sleeping rank over and over, were it still listened to. */
    private static void unwish(@Nullable Link reads, @Nullable Link writes) {
        if (reads != null) reads.lane().want(Wish.NOTHING);
        if (writes != null) writes.lane().want(Wish.NOTHING);
    }

    private CollectiveException late(@Nullable Link reads, @Nullable Link writes, Call call) {
        String what = reads != null ? "nothing came from " + name(reads.peer()) : "";
        String also = writes != null ? (reads != null ? ", and " : "") + name(writes.peer()) + " took nothing" : "";
        return fail(CollectiveException.of(
                Reason.TIMED_OUT,
                call.text() + " is stuck at " + name(topology.rank()) + ": " + what + also + " for "
                        + timeout.toMillis()
                        + " ms. Look for a rank that is slower or makes fewer calls, or raise the timeout"));
    }

    private CollectiveException mismatch(Link link, Call mine, Call theirs) {
        return fail(CollectiveException.of(
                Reason.MISMATCH,
                name(topology.rank()) + " is in " + mine.text() + ", but " + name(link.peer()) + " is in "
                        + theirs.text()
                        + ". Every rank must make the same calls in the same order, with arrays of one length"));
    }

    private CollectiveException left(Link link, Call call) {
        Link.Farewell words = link.farewell();
        return fail(CollectiveException.blaming(
                words.blamed(),
                Reason.PEER_LEFT,
                call.text() + " broke at " + name(topology.rank()) + ": " + name(words.blamed()) + " " + words.text()));
    }

    /** A connection ended. Its last words may still be in it; else whoever built the group may know more, soon. */
    private CollectiveException gone(Link link, Call call, IOException observed) {
        try {
            while (true) {
                ByteBuffer payload = link.poll();
                if (payload == null) break;
                if (link.isFarewell()) return left(link, call);
                link.consumed();
            }
        } catch (IOException nothingMore) {
            observed.addSuppressed(nothingMore);
        }
        awaitCause();
        return fail(CollectiveException.blaming(
                link.peer(),
                Reason.PEER_LOST,
                call.text() + " broke at " + name(topology.rank()) + ": " + name(link.peer()) + " is gone, "
                        + observed.getMessage()));
    }

    private void awaitCause() {
        long deadline = System.nanoTime() + GRACE_FOR_CAUSE.toNanos();
        while (failure.get() == null && !Thread.currentThread().isInterrupted()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) return;
            try {
                selector.select(millis);
                selector.selectedKeys().clear();
            } catch (IOException | ClosedSelectorException e) {
                return;
            }
        }
    }

    /** Only the first failure counts: what {@link #abort} said meanwhile goes first. */
    private CollectiveException fail(CollectiveException mine) {
        return failure.compareAndSet(null, mine) ? mine : again(mine);
    }

    private CollectiveException again(CollectiveException otherwise) {
        CollectiveException first = failure.get();
        return first == null ? otherwise : first.again();
    }

    /** Tells the neighbours why, as far as they take it at once, and closes. */
    void leave(String why) {
        CollectiveException known = failure.get();
        int blamed = known == null ? topology.rank() : known.blamed().orElse(topology.rank());
        String text = known != null && blamed != topology.rank() ? "is to blame: " + known.getMessage() : why;
        failure.compareAndSet(
                null, CollectiveException.of(Reason.ABORTED, name(topology.rank()) + " has left its group"));
        long deadline = System.nanoTime() + FAREWELL_TIME.toNanos();
        for (Link link : links.values()) {
            sayFarewell(link, blamed, text, deadline);
            link.lane().close();
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sayFarewell(Link link, int blamed, String text, long deadlineNanos) {
        try {
            if (!flushUntil(link, deadlineNanos)) return;
            link.fillFarewell(blamed, text);
            flushUntil(link, deadlineNanos);
        } catch (IOException gone) {
            // The neighbour left first; nobody is there to be told.
        }
    }

    private static boolean flushUntil(Link link, long deadlineNanos) throws IOException {
        while (!link.flush()) {
            if (System.nanoTime() - deadlineNanos > 0 || Thread.currentThread().isInterrupted()) return false;
            LockSupport.parkNanos(FAREWELL_POLL_NANOS);
        }
        return true;
    }
}
