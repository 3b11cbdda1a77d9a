package io.mobula.session;

import io.mobula.api.Action;
import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorFactory;
import io.mobula.api.ActorHandle;
import io.mobula.api.Cluster;
import io.mobula.api.GroupBuilder;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.Priority;
import io.mobula.api.PutBuilder;
import io.mobula.api.Ready;
import io.mobula.api.StreamTask;
import io.mobula.api.Task;
import io.mobula.api.TaskBuilder;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.SessionException;
import io.mobula.api.spi.Bodies;
import io.mobula.api.spi.Body;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.OwnedStream;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.TaskOptions;
import io.mobula.core.task.TaskOptions.Lifetime;
import io.mobula.process.Cell;
import io.mobula.process.Elements;
import io.mobula.process.LocalProcess;
import java.io.Serializable;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A session: the verbs of one task, or of a program's root, over its process's engine. Derived sessions share everything but deadline and priority. */
final class MobulaSession implements Mobula {
    private static final @Nullable Outcome[] NOTHING_KNOWN = {};
    private static final long PUT_CODE = 0x70757400L;

    private static final String DEFAULT_NAMESPACE = "default";

    /**
     * What a session and those derived from it are about.
     *
     * @param deadlineNanos that it began with; {@link Long#MAX_VALUE} without one
     * @param family of the body whose session it is; empty of the session that belongs to none
     */
    record Scope(
            Engine engine,
            ProcessId job,
            TaskId parent,
            AtomicLong children,
            Closing closing,
            Lifetime lifetime,
            long deadlineNanos,
            Optional<Family> family) {}

    private final Scope scope;
    private final long deadlineNanos;
    private final Inherited inherited;
    private final String namespace;

    MobulaSession(Scope scope, Priority priority) {
        this(scope, scope.deadlineNanos, new Inherited(priority, scope.lifetime), DEFAULT_NAMESPACE);
    }

    private MobulaSession(Scope scope, long deadlineNanos, Inherited inherited, String namespace) {
        this.scope = scope;
        this.deadlineNanos = deadlineNanos;
        this.inherited = inherited;
        this.namespace = namespace;
    }

    Engine engine() {
        return scope.engine();
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    Inherited inherited() {
        return inherited;
    }

    String namespace() {
        return namespace;
    }

    /** Whether it is the program's own, or derived from that. */
    @SuppressWarnings("ReferenceEquality") // the very same scope, not one that looks like it
    boolean isOfProgram() {
        return scope == engine().root().scope;
    }

    void checkOpen() {
        scope.closing().checkOpen();
    }

    /** Who does what is done now, for people. */
    String speaker() {
        RunningTask running = RunningTask.current();
        return running == null ? engine().self().toString() : running.id() + " on " + engine().self();
    }

    ProcessId job() {
        return scope.job();
    }

    /** Inside a task that was handed this session: the task's own, with the earlier of the two deadlines. What this one's own task had to keep does not bind the present one: an actor may have kept it from an earlier call. */
    @SuppressWarnings("ReferenceEquality") // the very same scope, not one that looks like it
    MobulaSession here() {
        RunningTask running = RunningTask.current();
        if (running == null || running.engine() != engine()) return this;
        MobulaSession own = running.session();
        if (own.scope == scope) return this;
        long derived = deadlineNanos == scope.deadlineNanos ? Long.MAX_VALUE : deadlineNanos;
        return new MobulaSession(
                own.scope,
                Math.min(derived, own.deadlineNanos),
                new Inherited(inherited.priority(), own.inherited.lifetime()),
                namespace);
    }

    @Override
    public <R extends @Nullable Object> ObjectRef<R> submit(Task<? extends R> body) {
        return here().submit(body, TaskSettings.DEFAULT);
    }

    @Override
    public ObjectRef<Void> submit(Action body) {
        return here().submit(body, TaskSettings.DEFAULT);
    }

    @Override
    public <T> ObjectStream<T> stream(StreamTask<T> body) {
        return streamWith(body, TaskSettings.DEFAULT);
    }

    <T> ObjectStream<T> streamWith(StreamTask<T> body, TaskSettings settings) {
        return here().flows().stream(body, settings);
    }

    <R extends @Nullable Object> List<ObjectRef<R>> submitManyWith(
            int count, Task<? extends List<? extends R>> body, TaskSettings settings) {
        return here().flows().many(count, body, settings);
    }

    /** The verbs of tasks with more than one result. */
    Flows flows() {
        return new Flows(this);
    }

    @Override
    public TaskBuilder task() {
        return new TaskSettings.Builder(this, TaskSettings.DEFAULT);
    }

    <R extends @Nullable Object> ObjectRef<R> submitWith(Serializable lambda, TaskSettings settings) {
        return here().submit(lambda, settings);
    }

    private <R extends @Nullable Object> ObjectRef<R> submit(Serializable lambda, TaskSettings settings) {
        Body body = Body.of(lambda);
        TaskOptions options = engine().options().of(settings, inherited, body);
        return launch(
                body,
                new Launch(
                        options,
                        settings.after(),
                        settings.deadlineNanos(deadlineNanos),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Submits a task or a call. */
    <R extends @Nullable Object> CellRef<R> launch(Body body, Launch launch) {
        checkOpen();
        Engine engine = engine();
        TaskOptions options = launch.options();
        TaskId id = nextId(body.code().codeHash());
        Cell cell = Cell.ofResult(engine.self(), engine.process().nextNumber(options.shape()), options.name(), id);
        CellRef<R> ref = handle(cell);
        Elements elements =
                launch.flow().isEmpty() ? null : launch.flow().get().elements().apply(cell, id);
        if (scope.family().isPresent() && !scope.family().get().add(cell)) {
            cell.complete(new Outcome.Failed(new Failure.Cancelled()));
            return ref;
        }
        List<CellRef<?>> dependencies = Dependencies.of(body, launch.after());
        Payloads.Prepared prepared = engine.payloads().prepare(body, dependencies, cell);
        @Nullable Outcome[] known = known(dependencies, prepared.more());
        for (Outcome outcome : known) {
            if (!(outcome instanceof Outcome.Failed)) continue;
            cell.complete(outcome);
            return ref;
        }
        if (!dependencies.isEmpty())
            cell.waitsFor(
                    dependencies.stream().map(dependency -> dependency.cell).toList());
        launch.call().ifPresent(call -> call.enter(cell));
        engine.process().makeRoom(prepared.work());
        long turn = launch.call().isEmpty() ? 0 : launch.call().get().nextTurn();
        OwnedTask task = elements == null
                ? task(launch, id, prepared, known, turn, cell)
                : stream(launch, elements, id, prepared, known, turn, cell);
        if (scope.family().isPresent() && elements == null) cell.submittedHere(task);
        engine.process().submit(task);
        for (int i = 0; i < known.length; i++)
            if (known[i] == null) watch(engine.process(), cell, dependencies.get(i).cell, i);
        if (launch.deadlineNanos() != Long.MAX_VALUE) Deadlines.watch(engine.process(), cell, launch.deadlineNanos());
        return ref;
    }

    private OwnedTask task(
            Launch launch, TaskId id, Payloads.Prepared prepared, @Nullable Outcome[] known, long turn, Cell cell) {
        return new OwnedTask(
                cell.owner,
                cell.number,
                id,
                job(),
                launch.options(),
                prepared.work(),
                prepared.refs(),
                prepared.dependencyRefs(),
                known,
                launch.deadlineNanos(),
                turn,
                cell);
    }

    private OwnedStream stream(
            Launch launch,
            Elements elements,
            TaskId id,
            Payloads.Prepared prepared,
            @Nullable Outcome[] known,
            long turn,
            Cell cell) {
        return new OwnedStream(
                cell.owner,
                cell.number,
                id,
                job(),
                launch.options(),
                prepared.work(),
                prepared.refs(),
                prepared.dependencyRefs(),
                known,
                launch.deadlineNanos(),
                turn,
                cell,
                launch.flow().orElseThrow().replay(),
                elements);
    }

    /** Of an actor or a group: a task that is tried again may find the one that it began before dead. */
    TaskId nextLife(long codeHash) {
        return nextId(codeHash).begunBy(engine().self(), engine().process().nextNumber());
    }

    TaskId nextId(long codeHash) {
        return scope.parent().child(scope.children().getAndIncrement(), codeHash);
    }

    <T extends @Nullable Object> CellRef<T> handle(Cell cell) {
        var ref = new CellRef<T>(cell, this);
        engine().payloads().track(ref);
        return ref;
    }

    private static @Nullable Outcome[] known(List<CellRef<?>> dependencies, List<Cell> more) {
        if (dependencies.isEmpty() && more.isEmpty()) return NOTHING_KNOWN;
        @Nullable Outcome[] known = new Outcome[dependencies.size() + more.size()];
        for (int i = 0; i < dependencies.size(); i++)
            known[i] = dependencies.get(i).cell.outcome();
        for (int i = 0; i < more.size(); i++)
            known[dependencies.size() + i] = more.get(i).outcome();
        return known;
    }

    private static void watch(LocalProcess process, Cell task, Cell dependency, int index) {
        process.want(dependency);
        dependency.onEnd(outcome -> process.core().dependencyEnded(task.number, index, outcome));
    }

    @Override
    public <T extends @Nullable Object> ObjectRef<T> put(T value) {
        return put(value, "put");
    }

    @Override
    public PutBuilder object() {
        return new PutSettings(this, 1, Optional.empty());
    }

    @Override
    public CompletableFuture<Void> persist(ObjectRef<?> ref) {
        here().checkOpen();
        return Persisting.on(Persisting.COPIES, ref);
    }

    <T extends @Nullable Object> ObjectRef<T> put(T value, String name) {
        MobulaSession here = here();
        here.checkOpen();
        Cell cell = Cell.ofPut(engine().self(), engine().process().nextNumber(), name, here.nextId(PUT_CODE));
        CellRef<T> ref = here.handle(cell);
        var _ = engine().payloads().seal(value, cell);
        return ref;
    }

    @Override
    public <T extends @Nullable Object> List<T> getAll(Collection<? extends ObjectRef<? extends T>> refs) {
        var values = new ArrayList<T>(refs.size());
        for (ObjectRef<? extends T> ref : refs) values.add(ref.get());
        return values;
    }

    @Override
    public <T extends @Nullable Object> ObjectRef<List<T>> all(Collection<? extends ObjectRef<? extends T>> refs) {
        return task().name("all")
                .cpus(0)
                .after(refs.toArray(ObjectRef<?>[]::new))
                .submit(new Bodies.Gathered<T>(List.copyOf(refs)));
    }

    @Override
    public <T extends @Nullable Object> Ready<T> await(
            Collection<? extends ObjectRef<? extends T>> refs, int count, Duration atMost) {
        return new Awaiting<T>(engine(), refs).first(count, atMost);
    }

    @Override
    public <T extends @Nullable Object> Iterable<ObjectRef<T>> asCompleted(
            Collection<? extends ObjectRef<? extends T>> refs) {
        return new Awaiting<T>(engine(), refs).asCompleted();
    }

    @Override
    public <A> ActorHandle<A> start(ActorFactory<? extends A> factory) {
        return actor().start(factory);
    }

    @Override
    public ActorBuilder actor() {
        return new ActorSettings.Builder(this, ActorSettings.DEFAULT);
    }

    @Override
    public <A> Optional<ActorHandle<A>> find(Class<A> type, String name) {
        return new ActorFinding(here()).find(type, name);
    }

    @Override
    public GroupBuilder group() {
        return GroupSettings.of(this);
    }

    @Override
    public Mobula withDeadline(Duration fromNow) {
        MobulaSession here = here();
        long deadline = Math.min(here.deadlineNanos, System.nanoTime() + CellRef.nanos(fromNow));
        return new MobulaSession(here.scope, deadline, here.inherited, here.namespace);
    }

    @Override
    public Mobula withPriority(Priority priority) {
        MobulaSession here = here();
        var next = new Inherited(priority, here.inherited.lifetime());
        return new MobulaSession(here.scope, here.deadlineNanos, next, here.namespace);
    }

    @Override
    public Mobula withNamespace(String name) {
        if (name.isBlank()) throw new IllegalArgumentException("The namespace is blank");
        MobulaSession here = here();
        return new MobulaSession(here.scope, here.deadlineNanos, here.inherited, name);
    }

    @Override
    public Cluster cluster() {
        return new ViewedCluster(engine().view(), engine().traffic());
    }

    /** The inner ref's value as one ref, owned here. */
    <T extends @Nullable Object> ObjectRef<T> flatten(CellRef<? extends ObjectRef<? extends T>> ref) {
        Cell flat = Cell.ofPut(engine().self(), engine().process().nextNumber(), ref.cell.name, nextId(PUT_CODE));
        var _ = ref.toCompletableFuture().whenComplete((inner, failure) -> {
            if (inner instanceof CellRef<?> found) {
                engine().process().want(found.cell);
                found.cell.onEnd(outcome -> {
                    try {
                        engine().process().complete(flat, outcome);
                    } finally {
                        Reference.reachabilityFence(found); // its hold lasts until here
                    }
                });
            } else {
                Outcome outcome = ref.cell.outcome();
                engine().process()
                        .complete(
                                flat,
                                outcome instanceof Outcome.Failed failed
                                        ? failed
                                        : new Outcome.Failed(new Failure.Cancelled()));
            }
        });
        return handle(flat);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // of the sessions of one job, only the root is closed
    public void close() {
        if (RunningTask.current() == null && this == engine().root())
            scope.closing().close();
    }

    static SessionException closed() {
        return new SessionException(
                ErrorCode.SESSION_CLOSED, "This session was closed. Submit before close(), or connect again", null);
    }
}
