package io.mobula.control;

import io.mobula.core.control.ClusterView;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlEvent;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.DirectoryLeader;
import io.mobula.core.control.EntryAnswer;
import io.mobula.core.control.Job;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.control.Settlement;
import io.mobula.core.directory.DirectoryEntry;
import io.mobula.core.directory.DirectoryReply;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The control log of a node that is alone: the same state, in memory, without Pekko and Ratis. */
public final class InMemoryControl implements ControlClient {
    private final EventFeed feed = new EventFeed();
    private final Settlement settlement = new Settlement();

    /** What does not fit into the one node is given up at once: no other will come. */
    private final DirectoryLeader decisions = new DirectoryLeader(0);

    private final ProcessId self;
    private final Duration driverGrace;

    /** Drivers nobody speaks for, each with the number of the release that made it so. */
    private final Map<ProcessId, Long> released = new TreeMap<>();

    private long lastRelease;

    private ControlState state = ControlState.EMPTY;

    public InMemoryControl(NodeDescription node) {
        this(node, ControlSettings.Timing.DEFAULT.driverGrace());
    }

    public InMemoryControl(NodeDescription node, Duration driverGrace) {
        this.driverGrace = driverGrace;
        apply(new ControlEntry.ClusterCreated(UUID.randomUUID()));
        self = apply(new ControlEntry.NodeJoined(UUID.randomUUID(), node, NodeRole.CONTROL, "in memory"))
                .process()
                .orElseThrow();
    }

    private synchronized EntryAnswer apply(ControlEntry entry) {
        ControlState.Applied applied = state.apply(entry);
        state = applied.state();
        feed.publish(state.announced());
        return applied.answer();
    }

    /** What follows from the last entry: nobody else decides here, and nothing else can come between. */
    private EntryAnswer direct(List<DirectoryRequest> asked) {
        EntryAnswer first = EntryAnswer.NONE;
        List<DirectoryEntry> steps = decisions.steps(state, asked, 0);
        while (!steps.isEmpty()) {
            EntryAnswer answer = apply(new ControlEntry.Directed(steps));
            if (first.equals(EntryAnswer.NONE)) first = answer;
            steps = decisions.steps(state, List.of(), 0);
        }
        return first;
    }

    @Override
    public synchronized CompletionStage<DirectoryReply> ask(DirectoryRequest request) {
        return CompletableFuture.completedFuture(
                direct(List.of(request)).replies().getFirst());
    }

    @Override
    public synchronized CompletionStage<List<ListedJob>> jobs() {
        return CompletableFuture.completedFuture(Jobs.list(state));
    }

    @Override
    public ProcessId self() {
        return self;
    }

    @Override
    public ClusterView view() {
        return feed.view();
    }

    @Override
    public void subscribe(Consumer<ControlEvent> listener) {
        feed.subscribe(listener);
    }

    @Override
    public CompletionStage<ProcessId> startJob(JobSpec spec) {
        return CompletableFuture.completedFuture(apply(new ControlEntry.JobStarted(UUID.randomUUID(), Jobs.toLog(spec)))
                .process()
                .orElseThrow());
    }

    @Override
    public synchronized CompletionStage<JobSpec> job(ProcessId driver) {
        Optional<Job> job = state.job(driver);
        if (job.isEmpty()) return CompletableFuture.failedFuture(ClusterControl.noSuchJob(driver));
        return CompletableFuture.completedFuture(Jobs.fromLog(job.get()));
    }

    @Override
    public synchronized CompletionStage<Void> driverDied(ProcessId driver, ControlEvent.Cause cause, String detail) {
        released.remove(driver);
        apply(new ControlEntry.DriverDown(driver, cause, detail));
        direct(List.of());
        settle();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized void confirm(ProcessId process, long index) {
        released.remove(process);
        settlement.confirmed(process, index);
        settle();
    }

    @Override
    public synchronized void release(ProcessId driver) {
        if (!state.jobs().containsKey(driver) || released.containsKey(driver)) return;
        long release = ++lastRelease;
        released.put(driver, release);
        CompletableFuture.delayedExecutor(driverGrace.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> expire(driver, release));
    }

    private synchronized void expire(ProcessId driver, long release) {
        if (released.getOrDefault(driver, 0L) != release) return;
        String detail = "no node has spoken for it for " + driverGrace.toMillis() + " ms";
        driverDied(driver, ControlEvent.Cause.SESSION_LOST, detail);
    }

    private void settle() {
        settlement.decide(state).ifPresent(this::apply);
    }

    @Override
    public void close() {
        feed.close();
    }
}
