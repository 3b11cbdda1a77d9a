package io.mobula.attach;

import com.google.protobuf.ByteString;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.call.Access;
import io.mobula.call.Address;
import io.mobula.call.ClusterGate;
import io.mobula.call.Dialer;
import io.mobula.call.Identity;
import io.mobula.call.VersionRange;
import io.mobula.control.EventFeed;
import io.mobula.core.control.Announced;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's part in a cluster: its identity, what the control log says, and a node that speaks for it.
 *
 * <p>When the node's connection breaks, another node is found within the grace; nobody notices. Only when none is found, or the cluster has declared the driver dead, is the attachment lost for good.
 *
 * <p>Delivery: control events exactly once, in the log's order, from the first death on, across every change of home.
 *
 * <p>Thread safety: any thread. Listeners of events share one thread; what is told on a loss runs on another.
 */
public final class Attachment implements AutoCloseable {
    private static final Duration GOODBYE_TIMEOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);

    private final Access access;
    private final JobRequest job;
    private final AttachTiming timing;
    private final ToDriver.Started started;
    private final Rehoming rehoming;
    private final EventFeed feed;
    private final DirectoryAsks asks = new DirectoryAsks();
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    /** Guarded by this, as are {@link #confirmed} and {@link #link}. */
    private Announced known = Announced.NOTHING;

    private long confirmed;
    private Link link;
    private volatile boolean closed;

    /** Events that a link pushes while it is still being opened. */
    private static final class Inbox implements Consumer<List<ControlEvent>> {
        private final CompletableFuture<Consumer<List<ControlEvent>>> reader = new CompletableFuture<>();

        @Override
        public void accept(List<ControlEvent> events) {
            reader.join().accept(events);
        }
    }

    private Attachment(
            Access access,
            JobRequest job,
            AttachTiming timing,
            List<Address> given,
            Link link,
            ToDriver.Started started) {
        this.access = access;
        this.job = job;
        this.timing = timing;
        this.started = started;
        this.link = link;
        this.feed = new EventFeed();
        this.rehoming = new Rehoming(given, job.host().id(), timing.grace());
    }

    /** Starts a job at the first of the nodes that takes it. */
    public static Attachment open(List<Address> nodes, Access access, JobRequest job, Duration timeout) {
        return open(nodes, access, job, timeout, AttachTiming.DEFAULT);
    }

    /**
     * Starts a job at the first of the nodes that takes it.
     *
     * @param nodes at least one, tried in order
     * @param timeout for all of them together
     * @throws MobulaException the last node's refusal, if none takes it: a {@link ConnectionException}, or a {@code CodeException} if the code is too new for it
     */
    public static Attachment open(
            List<Address> nodes, Access access, JobRequest job, Duration timeout, AttachTiming timing) {
        if (nodes.isEmpty()) throw new IllegalArgumentException("no address of a node");
        long deadline = System.nanoTime() + timeout.toNanos();
        Optional<MobulaException> last = Optional.empty();
        for (Address node : nodes) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (!left.isPositive()) break;
            try {
                return openAt(node, nodes, access, job, left, timing);
            } catch (MobulaException e) {
                last.ifPresent(e::addSuppressed);
                last = Optional.of(e);
            }
        }
        throw last.orElseThrow(() -> new ConnectionException(
                ErrorCode.CONNECTION_TIMED_OUT,
                "No node was asked: the time given was " + timeout + ". Give more.",
                null));
    }

    private static Attachment openAt(
            Address node, List<Address> given, Access access, JobRequest job, Duration timeout, AttachTiming timing) {
        var inbox = new Inbox();
        Link link = Link.open(
                dialer(ClusterGate.ANY, Optional.empty(), ByteString.EMPTY, access, job), node, timeout, timing, inbox);
        try {
            Attachment attachment = switch (link.ask(
                    new ToNode.StartJob(job.name(), job.code(), job.newest(), job.weight()), timeout)) {
                case ToDriver.Started started -> new Attachment(access, job, timing, given, link, started);
                case ToDriver.Failed failed -> throw Link.refused(failed);
                case ToDriver.Done _,
                        ToDriver.Status _,
                        ToDriver.Replied _,
                        ToDriver.Listed _,
                        ToDriver.Submitted _,
                        ToDriver.Operated _,
                        ToDriver.Watched _,
                        ToDriver.Memory _ -> throw Link.unexpected(node);
            };
            inbox.reader.complete(attachment::learn);
            attachment.watch(link);
            attachment.asks.homed(link);
            return attachment;
        } catch (RuntimeException e) {
            inbox.reader.complete(_ -> {});
            link.close();
            throw e;
        }
    }

    private static Dialer dialer(
            UUID cluster, Optional<ProcessId> driver, ByteString capability, Access access, JobRequest job) {
        return access.dialer(
                VersionRange.CURRENT, new Identity(cluster, access.token(), driver, capability, job.host()));
    }

    public ProcessId driver() {
        return started.driver();
    }

    /** The node that speaks for this driver now. */
    public synchronized ProcessId home() {
        return link.process();
    }

    /** Shows any node that this driver is who it says. */
    public ByteString capability() {
        return started.capability();
    }

    public UUID cluster() {
        return started.cluster();
    }

    /** The latest the log has told; at first the one the home node had. */
    public ClusterView view() {
        ClusterView told = feed.view();
        return told.version() >= started.view().version() ? told : started.view();
    }

    /** Hashes of the job's code that the first home lacked. */
    public List<String> missing() {
        return started.missing();
    }

    /** Views, deaths and settlements in the log's order, from the first death on. */
    public void subscribe(Consumer<ControlEvent> listener) {
        feed.subscribe(listener);
    }

    /** All deaths up to this index have been handled here (REF-7). Said again at every change of home. */
    public void confirm(long index) {
        Link current;
        synchronized (this) {
            if (index <= confirmed) return;
            confirmed = index;
            current = link;
        }
        current.tell(new ToNode.Confirm(index));
    }

    /**
     * Asks the directory of actors and groups, at whichever node speaks for this driver; again at the next one if that is lost.
     *
     * <p>Failure: the stage fails with a {@link ConnectionException} if the control log does not answer the node in time, or this driver has lost its cluster.
     */
    public CompletionStage<DirectoryReply> ask(DirectoryRequest request) {
        return asks.ask(request);
    }

    /** Called once with the reason, when the cluster no longer knows this driver; at once if that has happened already. Not after {@link #close}. */
    public void onLost(Consumer<String> listener) {
        var _ = lost.thenAcceptAsync(listener).whenComplete((_, failure) -> {
            if (failure != null) LOG.error("A listener failed on the loss of {}", driver(), failure);
        });
    }

    private void learn(List<ControlEvent> events) {
        Announced newer;
        synchronized (this) {
            newer = known.learn(events);
            known = newer;
            feed.publish(newer);
        }
        for (ControlEvent event : events) {
            if (event instanceof ControlEvent.Died died && died.process().equals(driver()))
                lose("the cluster has declared it dead: " + died.detail());
        }
    }

    private void watch(Link watched) {
        var _ = watched.broken().thenAccept(reason -> {
            if (closed || lost.isDone()) return;
            Thread.ofPlatform().daemon().name("mobula-rehoming").start(() -> rehome(watched.node(), reason));
        });
    }

    private void rehome(Address failed, String reason) {
        LOG.info("{} has lost its node at {}: {}. It looks for another.", driver(), failed, reason);
        Rehoming.Outcome outcome = rehoming.search(view(), failed, () -> closed || lost.isDone(), this::resumeAt);
        switch (outcome) {
            case Rehoming.Outcome.Found found -> settle(found.link());
            case Rehoming.Outcome.GivenUp _ -> {}
            case Rehoming.Outcome.Refused refused -> lose(refused.text());
            case Rehoming.Outcome.NotFound none ->
                lose("no node took it within " + timing.grace().toMillis() + " ms after its node at " + failed
                        + " was lost (" + reason + "); the last try: " + none.lastFailure());
        }
    }

    private void settle(Link found) {
        LOG.info("{} is at home at {} now.", driver(), found.node());
        long handled;
        synchronized (this) {
            handled = confirmed;
        }
        found.tell(new ToNode.Confirm(handled)); // what was confirmed while it was being asked, it may have dropped
        watch(found);
        asks.homed(found);
        if (closed) goodbye(found);
        else if (lost.isDone()) found.close();
    }

    private Rehoming.Try resumeAt(Address node, Duration timeout) {
        Dialer dialer = dialer(cluster(), Optional.of(driver()), capability(), access, job);
        try {
            Link candidate = Link.open(dialer, node, timeout, timing, this::learn);
            ToNode.ResumeJob resume;
            synchronized (this) {
                link = candidate; // before it is asked: what is confirmed from now on goes there
                resume = new ToNode.ResumeJob(driver(), capability(), job.name(), known.progress(), confirmed);
            }
            return switch (candidate.ask(resume, timeout)) {
                case ToDriver.Done _ -> new Rehoming.Try.Taken(candidate);
                case ToDriver.Failed failed -> {
                    candidate.close();
                    yield new Rehoming.Try.Refused(failed.text());
                }
                case ToDriver.Started _,
                        ToDriver.Status _,
                        ToDriver.Replied _,
                        ToDriver.Listed _,
                        ToDriver.Submitted _,
                        ToDriver.Operated _,
                        ToDriver.Watched _,
                        ToDriver.Memory _ -> {
                    candidate.close();
                    yield new Rehoming.Try.NoAnswer(
                            String.valueOf(Link.unexpected(node).getMessage()));
                }
            };
        } catch (MobulaException e) {
            return new Rehoming.Try.NoAnswer(String.valueOf(e.getMessage()));
        }
    }

    private void lose(String reason) {
        String text = "Driver " + driver() + " has lost its cluster: " + reason;
        if (closed || !lost.complete(text)) return;
        asks.fail(new ConnectionException(ErrorCode.CONNECTION_REFUSED, text + ". Start a new session.", null));
        current().close();
    }

    private synchronized Link current() {
        return link;
    }

    /** Says goodbye: the driver is dead for the cluster from now on. Waits for the node to take note, at most two seconds. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        asks.close();
        goodbye(current());
        feed.close();
    }

    private void goodbye(Link last) {
        try (last) {
            if (!lost.isDone() && !last.broken().isDone()) last.ask(new ToNode.Goodbye(), GOODBYE_TIMEOUT);
        } catch (ConnectionException e) {
            LOG.info(
                    "{} left without a goodbye: {}. The cluster learns it from its silence.", driver(), e.getMessage());
        }
    }
}
