package io.mobula.session;

import io.mobula.api.Action;
import io.mobula.api.Cluster;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.Ready;
import io.mobula.api.Task;
import io.mobula.api.TaskBuilder;
import io.mobula.api.error.ConnectionException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.spi.Bodies;
import io.mobula.api.spi.Body;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.TaskOptions;
import io.mobula.process.Cell;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A session: the verbs of one task, or of a program's root, over its process's engine. Derived sessions share everything but deadline and priority. */
final class MobulaSession implements Mobula {
    private static final long PUT_CODE = 0x70757400L;

    /** What a session and those derived from it are about. */
    record Scope(Engine engine, ProcessId job, TaskId parent, AtomicLong children, Closing closing) {}

    private final Scope scope;
    private final long deadlineNanos;
    private final Priority priority;

    MobulaSession(Scope scope, long deadlineNanos, Priority priority) {
        this.scope = scope;
        this.deadlineNanos = deadlineNanos;
        this.priority = priority;
    }

    Engine engine() {
        return scope.engine();
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    Priority priority() {
        return priority;
    }

    ProcessId job() {
        return scope.job();
    }

    /** Inside a task that was handed this session: the task's own, with the earlier of the two deadlines. */
    private MobulaSession here() {
        RunningTask running = RunningTask.current();
        if (running == null || running.session.scope == scope || running.session.engine() != engine()) return this;
        return new MobulaSession(running.session.scope, Math.min(deadlineNanos, running.session.deadlineNanos), priority);
    }

    @Override
    public <R> ObjectRef<R> submit(Task<? extends R> body) {
        return here().submit(body, TaskSettings.DEFAULT);
    }

    @Override
    public ObjectRef<Void> submit(Action body) {
        return here().submit(body, TaskSettings.DEFAULT);
    }

    @Override
    public TaskBuilder task() {
        return new TaskSettings.Builder(this, TaskSettings.DEFAULT);
    }

    <R> ObjectRef<R> submitWith(Serializable lambda, TaskSettings settings) {
        return here().submit(lambda, settings);
    }

    private <R> ObjectRef<R> submit(Serializable lambda, TaskSettings settings) {
        scope.closing().checkOpen();
        Engine engine = engine();
        Body body = Body.of(lambda);
        TaskId id = scope.parent().child(scope.children().getAndIncrement(), body.code().codeHash());
        TaskOptions options = engine.options().of(settings, priority, body);
        Cell cell = new Cell(engine.self(), engine.process().nextNumber(), id, options.name());
        List<Cell> dependencies = Dependencies.of(body, settings.after(), engine);
        Payloads.Prepared prepared = engine.payloads().prepare(body, dependencies, cell);
        long deadline = settings.deadlineNanos(deadlineNanos);
        var known = new Outcome[dependencies.size()];
        for (int i = 0; i < known.length; i++) known[i] = dependencies.get(i).outcome();
        var ref = new CellRef<R>(cell, ObjectKind.RESULT, this);
        for (Outcome outcome : known) {
            if (!(outcome instanceof Outcome.Failed)) continue;
            cell.complete(outcome);
            return ref;
        }
        if (!dependencies.isEmpty()) cell.waitsFor(dependencies);
        engine.process()
                .submit(new OwnedTask(
                        engine.self(), cell.number, id, job(), options, prepared.work(), prepared.refs(), prepared.dependencyRefs(), known, deadline, cell));
        for (int i = 0; i < known.length; i++) if (known[i] == null) await(engine, cell, dependencies.get(i), i);
        if (deadline != Long.MAX_VALUE) Deadlines.watch(engine.process(), cell, deadline);
        return ref;
    }

    private static void await(Engine engine, Cell task, Cell dependency, int index) {
        dependency.onEnd(outcome -> engine.process().core().dependencyEnded(task.number, index, outcome));
    }

    @Override
    public <T> ObjectRef<T> put(T value) {
        MobulaSession here = here();
        here.scope.closing().checkOpen();
        TaskId id = here.scope.parent().child(here.scope.children().getAndIncrement(), PUT_CODE);
        Cell cell = new Cell(engine().self(), engine().process().nextNumber(), id, "put");
        cell.complete(engine().payloads().seal(value, cell));
        return new CellRef<>(cell, ObjectKind.PUT, here);
    }

    @Override
    public <T> List<T> getAll(Collection<? extends ObjectRef<? extends T>> refs) {
        var values = new ArrayList<T>(refs.size());
        for (ObjectRef<? extends T> ref : refs) values.add(ref.get());
        return values;
    }

    @Override
    public <T> ObjectRef<List<T>> all(Collection<? extends ObjectRef<? extends T>> refs) {
        return task().name("all").cpus(0).after(refs.toArray(ObjectRef<?>[]::new)).submit(new Bodies.Gathered<T>(List.copyOf(refs)));
    }

    @Override
    public <T> Ready<T> await(Collection<? extends ObjectRef<? extends T>> refs, int count, Duration atMost) {
        return new Awaiting<T>(engine(), refs).first(count, atMost);
    }

    @Override
    public <T> Iterable<ObjectRef<T>> asCompleted(Collection<? extends ObjectRef<? extends T>> refs) {
        return new Awaiting<T>(engine(), refs).asCompleted();
    }

    @Override
    public Mobula withDeadline(Duration fromNow) {
        MobulaSession here = here();
        return new MobulaSession(here.scope, Math.min(here.deadlineNanos, System.nanoTime() + CellRef.nanos(fromNow)), here.priority);
    }

    @Override
    public Mobula withPriority(Priority priority) {
        MobulaSession here = here();
        return new MobulaSession(here.scope, here.deadlineNanos, priority);
    }

    @Override
    public Cluster cluster() {
        return new ViewedCluster(engine().view().get(), engine().traffic().get());
    }

    /** The inner ref's value as one ref, owned here. */
    <T> ObjectRef<T> flatten(CellRef<? extends ObjectRef<? extends T>> ref) {
        TaskId id = scope.parent().child(scope.children().getAndIncrement(), PUT_CODE);
        Cell flat = new Cell(engine().self(), engine().process().nextNumber(), id, ref.cell.name);
        ref.toCompletableFuture().whenComplete((inner, failure) -> {
            if (inner instanceof CellRef<?> found) {
                found.cell.onEnd(flat::complete);
            } else {
                Outcome outcome = ref.cell.outcome();
                flat.complete(outcome instanceof Outcome.Failed failed ? failed : new Outcome.Failed(new Failure.Cancelled()));
            }
        });
        return new CellRef<>(flat, ObjectKind.PUT, this);
    }

    @Override
    public void close() {
        if (RunningTask.current() == null) scope.closing().close();
    }

    static ConnectionException closed() {
        return new ConnectionException(
                ErrorCode.SESSION_CLOSED, "This session was closed. Submit before close(), or connect again", null);
    }
}
