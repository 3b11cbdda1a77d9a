package io.mobula.process;

import io.mobula.core.control.ControlEvent;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.DirectoryChange;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Message;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Work;
import io.mobula.core.process.Outside;
import io.mobula.core.process.ProcessCore;
import io.mobula.core.task.HostCensus;
import io.mobula.core.task.HostLoad;
import io.mobula.core.task.HostRemains;
import io.mobula.core.task.HostedActor;
import io.mobula.core.task.HostedTask;
import io.mobula.core.task.OwnedStream;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.Shape;
import io.mobula.executor.BodyInvoker;
import io.mobula.executor.BodyWatch;
import io.mobula.executor.Runner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process of Mobula in this JVM: its core, and the world that the core gives orders to. */
public final class LocalProcess implements Outside, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalProcess.class);

    private final ProcessCore core;
    private final Links links;
    private final Arguments arguments;
    private final Runner runner;
    private final Timers timers = new Timers();
    private final Backlog backlog;
    private final RefBook refs;
    private final Shapes shapes = new Shapes();
    private final ActorBook actors = new ActorBook(shapes);
    private final GroupBook groups = new GroupBook(shapes);
    private final DirectoryAccess directory;
    private volatile ActorHost hosted = ActorHost.NONE;
    private volatile Consumer<HostedTask> ended = _ -> {};
    private volatile Supplier<List<ProcessId>> nodes = List::of;
    private volatile LongConsumer confirmed = _ -> {};
    private volatile BodyWatch watch = BodyWatch.NONE;
    /** Of bodies of this process that emit elements. */
    private final ConcurrentHashMap<HostedTask, Outflow> outflows = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();

    public LocalProcess(
            ProcessCore.Settings settings,
            Links links,
            DirectoryClient directory,
            Arguments arguments,
            BodyInvoker invoker,
            long backlogBytes) {
        this.links = links;
        this.arguments = arguments;
        this.backlog = new Backlog(backlogBytes);
        this.runner = new Runner("mobula-worker", invoker, this::ran);
        this.core = new ProcessCore(settings, Combiner.PORTS, this);
        this.refs = new RefBook(core);
        this.directory = new DirectoryAccess(directory, timers, actors, groups, core);
    }

    public RefBook refs() {
        return refs;
    }

    public Shapes shapes() {
        return shapes;
    }

    public ActorBook actors() {
        return actors;
    }

    public GroupBook groups() {
        return groups;
    }

    public DirectoryAccess directory() {
        return directory;
    }

    /** Who makes the objects of the actors that live here. */
    public void hostsWith(ActorHost host) {
        hosted = host;
    }

    /** What the control log tells. */
    public void controlled(ControlEvent event) {
        if (event instanceof ControlEvent.Directed(DirectoryChange change)) {
            directory.changed(change);
            for (ActorRecord actor : change.actors()) if (actor.isDead()) hosted.over(actor.id());
        }
        core.controlled(event);
    }

    /** Who lets go of what a hosted task's answer kept. */
    public void endsWith(Consumer<HostedTask> listener) {
        ended = listener;
    }

    /** How the tasks hosted here are. */
    public HostLoad hostLoad() {
        var answer = new CompletableFuture<HostLoad>();
        core.askLoad(answer::complete);
        return answer.join();
    }

    /** The shape of an own task that waits to be sent. */
    public Optional<Shape> queued(Cell cell) {
        if (!cell.owner.equals(self()) || cell.isDone()) return Optional.empty();
        var answer = new CompletableFuture<Optional<Shape>>();
        core.askQueued(cell.number, answer::complete);
        return answer.join();
    }

    /** Why own tasks of the shape wait, in words. */
    public List<String> standing(Shape shape) {
        var answer = new CompletableFuture<List<String>>();
        core.askStanding(shape, answer::complete);
        return answer.join();
    }

    /** What would be lost with this process. */
    public HostRemains hostRemains() {
        var answer = new CompletableFuture<HostRemains>();
        core.askRemains(answer::complete);
        return answer.join();
    }

    /** The node is drained, or is so no more. */
    public void draining(boolean wanted) {
        if (wanted) core.drainStarted();
        else core.drainEnded();
    }

    /** What is hosted here and has not ended. */
    public HostCensus census(BiPredicate<HostedTask, HostCensus.Phase> wanted, int most) {
        var answer = new CompletableFuture<HostCensus>();
        core.askCensus(wanted, most, answer::complete);
        return answer.join();
    }

    /** Who sees every body that has ended. Comes before the first of them. */
    public void watchedBy(BodyWatch observer) {
        watch = observer;
    }

    private void ran(HostedTask task, Outcome outcome, long startNanos, long endNanos) {
        watch.ran(task, outcome, startNanos, endNanos);
        core.bodyEnded(task, outcome, endNanos - startNanos);
    }

    /** A body that left its thread, {@code startNanos} being when it began, has ended. */
    public void ranOn(HostedTask task, Outcome outcome, long startNanos) {
        long endNanos = System.nanoTime();
        watch.ranOn(task, outcome, startNanos, endNanos);
        core.bodyEnded(task, outcome, endNanos - startNanos);
    }

    /** Submitted here and not ended. */
    public long openTasks() {
        return backlog.count();
    }

    /** Somebody waits for this cell: another's ref is asked for, once. */
    public void want(Cell cell) {
        if (!cell.isDone() && !cell.owner.equals(self())) refs.ask(cell);
    }

    /** Who tells control how far this process has handled the deaths (REF-7). */
    public void confirmsTo(LongConsumer listener) {
        confirmed = listener;
    }

    /** An own object that was made here, not by a task. */
    public void complete(Cell cell, Outcome outcome) {
        refs.complete(cell, outcome, Sealing.BY_SHELL);
    }

    public ProcessCore core() {
        return core;
    }

    public Runner runner() {
        return runner;
    }

    public Links links() {
        return links;
    }

    public Timers timers() {
        return timers;
    }

    public ProcessId self() {
        return core.self();
    }

    /** Never the same twice: the run of the next ref this process owns. */
    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    /** As above, for a task of this shape: a call's number puts it into its lane's shard. */
    public long nextNumber(Shape shape) {
        if (!shape.isCall()) return nextNumber();
        return core.numberOfCall(numbers.getAndAdd(core.numbersForCall()) + 1, shape);
    }

    /** Blocks while more is queued than the owner may hold. {@link #submit} must follow: apart from it, since of two calls the earlier may not stand here while the later has gone. */
    public void makeRoom(Work work) {
        backlog.add(work.sizeBytes());
    }

    /** There is room for it. */
    public void submit(OwnedTask task) {
        core.submitted(task);
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public void send(ProcessId to, Message message) {
        if (message instanceof Message.Push push && push.work() instanceof LocalWork work)
            work.cell().pushedTo(to);
        links.send(to, message);
    }

    @Override
    public void complete(OwnedTask task, Outcome outcome, Sealing sealing) {
        if (task.isAgain()) {
            madeAgain(task, outcome, sealing);
            return;
        }
        backlog.remove(task.work.sizeBytes());
        refs.complete((Cell) task.cell, outcome, sealing);
    }

    private void madeAgain(OwnedTask task, Outcome outcome, Sealing sealing) {
        RefKey ref = task.ref();
        ((Cell) task.cell).renew(outcome);
        refs.renewed(ref, outcome);
        if (sealing == Sealing.BY_SHELL) core.sealed(ref, outcome);
    }

    @Override
    public void revived(RefKey ref, Optional<Outcome> known) {
        refs.revived(ref, known);
    }

    @Override
    public void renewed(RefKey ref, Outcome outcome) {
        refs.renewed(ref, outcome);
    }

    @Override
    public void makingAgain(OwnedTask task, ProcessId lostAt) {
        int attempts = 1 + task.options.maxRetries();
        refs.madeAgain(task.ref(), new RefBook.MadeAgain(task.attempt(), attempts, lostAt));
        LOG.debug("{} is made again, attempt {} of {}: its value was on {}", task, task.attempt(), attempts, lostAt);
    }

    /** Which nodes there are, and may be asked to keep values. */
    public void seesNodes(Supplier<List<ProcessId>> view) {
        nodes = view;
    }

    public int nodeCount() {
        return nodes.get().size();
    }

    /** In another order for each value, so that not all of them go to one node. */
    @Override
    public void copiesAsked(ProcessId asker, Message.Persist wish) {
        var order = new ArrayList<>(nodes.get());
        Collections.rotate(order, (int) (wish.ref().run() % Math.max(1, order.size())));
        core.copiesWanted(asker, wish, order);
    }

    @Override
    public void persisted(long token, int copies) {
        refs.persisted(token, copies);
    }

    @Override
    public void askFetch(ProcessId asker, Outcome.Stored value) {
        arguments.bring(value, here -> core.askedStore(asker, value.copy(), here));
    }

    @Override
    public void askStore(ProcessId asker, CopyKey copy) {
        core.askedStore(asker, copy, arguments.keep(copy));
    }

    @Override
    public void retryLater(OwnedTask task, int attempt, long delayNanos) {
        var _ = timers.after(jittered(task, delayNanos), () -> core.retryDue(task.number, attempt));
    }

    /** Tasks that failed together do not all come back together. */
    private static long jittered(OwnedTask task, long delayNanos) {
        double share = task.options.retry().jitter();
        return (long)
                (delayNanos * (1 + share * (2 * ThreadLocalRandom.current().nextDouble() - 1)));
    }

    @Override
    public void checkGraceAt(long nanos) {
        var _ = timers.after(nanos - System.nanoTime(), core::graceChecked);
    }

    @Override
    public void fetchArguments(HostedTask task) {
        arguments.fetch(task, core);
    }

    @Override
    public void start(HostedTask task) {
        // First, so that the cell forgets it again when the body ends.
        if (task.push.work() instanceof LocalWork work) work.cell().hostedHere(task);
        runner.start(task);
    }

    @Override
    public void interrupt(HostedTask task) {
        runner.interrupt(task);
        Outflow outflow = outflows.isEmpty() ? null : outflows.get(task);
        if (outflow != null) outflow.wake();
    }

    /** Of a body that runs here. */
    public Outflow outflow(HostedTask task) {
        return outflows.computeIfAbsent(task, _ -> new Outflow());
    }

    @Override
    public void taken(HostedTask task, Message.Taken taken) {
        outflow(task).taken(taken.upTo(), taken.delivered());
    }

    @Override
    public void element(OwnedStream stream, long index, Outcome outcome) {
        ((Elements) stream.elements).arrived(index, stream.element(index), outcome);
    }

    @Override
    public void elementsAnew(OwnedStream stream) {
        ((Elements) stream.elements).anew();
    }

    @Override
    public long elementsLost(OwnedStream stream, ProcessId dead) {
        return ((Elements) stream.elements).lost(dead);
    }

    @Override
    public void forget(HostedTask task) {
        arguments.release(task);
        if (!outflows.isEmpty()) outflows.remove(task);
        ended.accept(task);
    }

    @Override
    public void escape(OwnedTask task) {
        refs.escape((Cell) task.cell);
    }

    @Override
    public void freed(RefKey ref) {
        actors.freed(ref).ifPresent(this::unreachable);
        if (refs.freed(ref) instanceof Outcome.Stored stored && stored.at().equals(self()))
            arguments.drop(List.of(stored.copy()));
    }

    private void unreachable(ActorId actor) {
        tell(new DirectoryRequest.EndActor(actor, ActorEnd.UNREACHABLE, "nobody has a handle on it any more"));
    }

    @Override
    public void makeActor(HostedActor actor) {
        hosted.make(actor);
    }

    @Override
    public void dropActor(HostedActor actor) {
        hosted.drop(actor);
    }

    @Override
    public void tell(DirectoryRequest request) {
        var _ = directory.askForLong(request);
    }

    @Override
    public void recheckLater(ActorId actor, long delayNanos) {
        var _ = timers.after(delayNanos, () -> core.recheckDue(actor));
    }

    @Override
    public void lookUp(ActorId actor) {
        directory.lookUp(actor);
    }

    @Override
    public void resolved(long token, Outcome outcome) {
        refs.resolved(token, outcome);
    }

    @Override
    public void ownerDied(RefKey ref) {
        refs.ownerDied(ref);
    }

    /** Fetched bytes stay until the owner says they are nobody's, or room is needed. */
    @Override
    public void forgotten(RefKey ref) {}

    @Override
    public void confirm(long index) {
        confirmed.accept(index);
    }

    @Override
    public void drop(List<CopyKey> copies) {
        arguments.drop(copies);
    }

    @Override
    public void close() {
        core.closed();
        timers.close();
        runner.close();
    }
}
