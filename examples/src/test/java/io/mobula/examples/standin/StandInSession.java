package io.mobula.examples.standin;

import io.mobula.api.Action;
import io.mobula.api.Cluster;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.Ready;
import io.mobula.api.Ref;
import io.mobula.api.Task;
import io.mobula.api.TaskBuilder;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.WaitInterruptedException;
import io.mobula.api.resource.Resources;
import io.mobula.api.spi.Body;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Thread safe. */
@SuppressWarnings("FutureReturnValueIgnored") // what follows a completion reports through the ref it completes
final class StandInSession implements Mobula, Cluster {
    static final String NODE = "stand-in";
    private static final int CPUS = Runtime.getRuntime().availableProcessors();

    private final Semaphore slots = new Semaphore(CPUS);
    private final Set<StandInRef<?>> unfinished = ConcurrentHashMap.newKeySet();

    @Override
    public <R> ObjectRef<R> submit(Task<? extends R> body) {
        return start("task", body);
    }

    @Override
    public ObjectRef<Void> submit(Action body) {
        return start("task", body);
    }

    <R> StandInRef<R> start(String name, Serializable lambda) {
        Body body = Body.of(lambda);
        List<CompletableFuture<?>> awaited = new ArrayList<>();
        body.dependencies(dependency -> awaited.add(future(dependency)));
        StandInRef<R> ref = new StandInRef<>(this);
        unfinished.add(ref);
        ref.future.whenComplete((_, _) -> unfinished.remove(ref));
        CompletableFuture.allOf(awaited.toArray(CompletableFuture[]::new)).whenComplete((_, failure) -> {
            if (failure == null) ref.runOn(Thread.ofVirtual().name(name).unstarted(() -> run(name, body, ref)));
            else ref.future.completeExceptionally(unwrapped(failure));
        });
        return ref;
    }

    private static CompletableFuture<?> future(Ref<?> ref) {
        return ((StandInRef<?>) ref).future;
    }

    @SuppressWarnings("unchecked")
    private <R> void run(String name, Body body, StandInRef<R> ref) {
        try {
            slots.acquire();
            try {
                ref.future.complete((R) ScopedValue.where(StandIn.Running.HERE, new StandIn.Running(this, name))
                        .call(() -> body.invoke()));
            } finally {
                slots.release();
            }
        } catch (Throwable failure) {
            ref.future.completeExceptionally(
                    new TaskFailedException(ErrorCode.TASK_FAILED, "Task " + name + " failed: " + failure, failure));
        }
    }

    private static Throwable unwrapped(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    @Override
    public <T> ObjectRef<T> put(T value) {
        StandInRef<T> ref = new StandInRef<>(this);
        ref.future.complete(value);
        return ref;
    }

    @Override
    public TaskBuilder task() {
        return new StandInTask(this, "task");
    }

    @Override
    public <T> List<T> getAll(Collection<? extends ObjectRef<? extends T>> refs) {
        List<T> values = new ArrayList<>();
        for (ObjectRef<? extends T> ref : refs) values.add(ref.get());
        return values;
    }

    @Override
    public <T> ObjectRef<List<T>> all(Collection<? extends ObjectRef<? extends T>> refs) {
        StandInRef<List<T>> all = new StandInRef<>(this);
        CompletableFuture.allOf(refs.stream().map(StandInSession::future).toArray(CompletableFuture[]::new))
                .whenComplete((_, failure) -> {
                    if (failure == null) all.future.complete(getAll(refs));
                    else all.future.completeExceptionally(unwrapped(failure));
                });
        return all;
    }

    @Override
    public <T> Ready<T> await(Collection<? extends ObjectRef<? extends T>> refs, int count, Duration atMost) {
        Semaphore ended = new Semaphore(0);
        for (ObjectRef<? extends T> ref : refs) future(ref).whenComplete((_, _) -> ended.release());
        try {
            boolean _ = ended.tryAcquire(count, atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(ErrorCode.WAIT_INTERRUPTED, "await was interrupted", e);
        }
        List<ObjectRef<T>> ready = new ArrayList<>();
        List<ObjectRef<T>> pending = new ArrayList<>();
        for (ObjectRef<? extends T> ref : refs)
            (ready.size() < count && ref.state() != Future.State.RUNNING ? ready : pending).add(same(ref));
        return new Ready<>(ready, pending);
    }

    @SuppressWarnings("unchecked") // a ref only ever gives its value
    private static <T> ObjectRef<T> same(ObjectRef<? extends T> ref) {
        return (ObjectRef<T>) ref;
    }

    @Override
    public <T> Iterable<ObjectRef<T>> asCompleted(Collection<? extends ObjectRef<? extends T>> refs) {
        throw new UnsupportedOperationException("no example uses asCompleted");
    }

    @Override
    public Mobula withDeadline(Duration fromNow) {
        throw new UnsupportedOperationException("no example sets a deadline");
    }

    @Override
    public Mobula withPriority(Priority priority) {
        throw new UnsupportedOperationException("no example sets a priority");
    }

    @Override
    public Cluster cluster() {
        return this;
    }

    @Override
    public List<Node> nodes() {
        return List.of(new Node(NODE, "this process", List.of("worker"), Map.of(), capacity(), free()));
    }

    @Override
    public Resources capacity() {
        return Resources.cpus(CPUS);
    }

    @Override
    public Resources free() {
        return Resources.cpus(slots.availablePermits());
    }

    @Override
    public void close() {
        for (StandInRef<?> ref : unfinished) ref.cancel();
    }
}
