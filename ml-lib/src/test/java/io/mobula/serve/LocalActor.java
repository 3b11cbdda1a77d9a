package io.mobula.serve;

import io.mobula.api.ActorAction;
import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorCall;
import io.mobula.api.ActorFactory;
import io.mobula.api.ActorHandle;
import io.mobula.api.ActorStream;
import io.mobula.api.Explanation;
import io.mobula.api.ObjectRef;
import io.mobula.api.ObjectStream;
import io.mobula.api.Retry;
import io.mobula.api.StreamBuffer;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.api.resource.Bytes;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An actor in this process: each call on a virtual thread, as many at once as its group allows. */
@SuppressWarnings("UndefinedEquals") // a future is equal to itself alone
final class LocalActor<A> {
    private final LocalMobula mobula;
    private final String name;
    private final String id = UUID.randomUUID().toString();
    private final CompletableFuture<A> object = new CompletableFuture<>();
    private final Map<String, Semaphore> groups = new ConcurrentHashMap<>();
    private final int maxConcurrency;
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ActorDiedException death;

    LocalActor(LocalMobula mobula, String name, int maxConcurrency, ActorFactory<? extends A> factory) {
        this.mobula = mobula;
        this.name = name;
        this.maxConcurrency = maxConcurrency;
        Thread.startVirtualThread(() -> {
            try {
                object.complete(factory.create());
            } catch (Throwable e) {
                die(new ActorDiedException(ErrorCode.ACTOR_CREATION_FAILED, name + " could not be made", e));
            }
        });
    }

    boolean isDead() {
        return death != null;
    }

    void kill() {
        die(new ActorDiedException(ErrorCode.ACTOR_DIED, name + " was killed", null));
    }

    private void die(ActorDiedException why) {
        if (death != null) return;
        death = why;
        object.completeExceptionally(why);
        for (CompletableFuture<?> each : open) each.completeExceptionally(why);
    }

    ActorHandle<A> handle() {
        return new Handle("", Optional.empty());
    }

    private <R> CompletableFuture<R> run(
            String group, ActorCall<? super A, ? extends CompletionStage<? extends R>> call) {
        var result = new CompletableFuture<R>();
        open.add(result);
        var _ = result.whenComplete((_, _) -> open.remove(result));
        ActorDiedException dead = death;
        if (dead != null) result.completeExceptionally(dead);
        Semaphore permits = groups.computeIfAbsent(group, g -> new Semaphore(g.isEmpty() ? maxConcurrency : 4));
        Thread body = Thread.startVirtualThread(() -> {
            permits.acquireUninterruptibly();
            try {
                if (result.isDone()) return;
                call.on(object.join()).whenComplete((value, error) -> {
                    if (error == null) result.complete(value);
                    else result.completeExceptionally(failed(error));
                });
            } catch (CompletionException dies) {
                result.completeExceptionally(dies.getCause() instanceof ActorDiedException e ? e : failed(dies));
            } catch (Throwable e) {
                result.completeExceptionally(failed(e));
            } finally {
                permits.release();
            }
        });
        var _ = result.whenComplete((_, _) -> {
            if (result.isCancelled()) body.interrupt();
        });
        return result;
    }

    private TaskFailedException failed(Throwable e) {
        Throwable cause = Errors.unwrapped(e);
        return new TaskFailedException(ErrorCode.TASK_FAILED, "A call on " + name + " failed: " + cause, cause);
    }

    private final class Handle implements ActorHandle<A> {
        private final String group;
        private final Optional<Duration> limit;

        Handle(String group, Optional<Duration> limit) {
            this.group = group;
            this.limit = limit;
        }

        private <R> ObjectRef<R> ref(CompletableFuture<R> result) {
            CompletableFuture<R> known = result;
            if (limit.isPresent()) {
                known = result.orTimeout(limit.get().toNanos(), TimeUnit.NANOSECONDS)
                        .exceptionallyCompose(e -> {
                            Throwable cause = Errors.unwrapped(e);
                            return CompletableFuture.failedFuture(
                                    cause instanceof TimeoutException
                                            ? new TaskTimedOutException(
                                                    ErrorCode.TASK_TIMED_OUT, "A call on " + name + " timed out", null)
                                            : cause);
                        });
            }
            return new RoutedRef<>(known, () -> result.cancel(false), mobula);
        }

        @Override
        public <R extends @Nullable Object> ObjectRef<R> call(ActorCall<? super A, ? extends R> call) {
            return ref(LocalActor.this.<R>run(group, a -> CompletableFuture.<R>completedStage(call.on(a))));
        }

        @Override
        public ObjectRef<Void> run(ActorAction<? super A> action) {
            return call(a -> {
                action.on(a);
                return null;
            });
        }

        @Override
        public void send(ActorAction<? super A> action) {
            run(action);
        }

        @Override
        public <T> ObjectStream<T> stream(StreamBuffer buffer, ActorStream<? super A, T> call) {
            throw new UnsupportedOperationException("serving does not use it");
        }

        @Override
        public <R extends @Nullable Object> ObjectRef<R> callAsync(
                ActorCall<? super A, ? extends CompletionStage<? extends R>> call) {
            return ref(LocalActor.this.<R>run(group, call));
        }

        @Override
        public ActorHandle<A> withTimeout(Duration longest) {
            return new Handle(group, Optional.of(longest));
        }

        @Override
        public ActorHandle<A> withGroup(String concurrencyGroup) {
            return new Handle(concurrencyGroup, limit);
        }

        @Override
        public ActorHandle<A> withRetry(Retry policy) {
            return this;
        }

        @Override
        public ObjectRef<Void> stop() {
            LocalActor.this.kill();
            return ref(CompletableFuture.completedFuture(null));
        }

        @Override
        public void kill() {
            LocalActor.this.kill();
        }

        @Override
        public Optional<String> name() {
            return Optional.of(name);
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Explanation explain() {
            return new Explanation(isDead() ? "dead" : "here", List.of());
        }
    }

    /** What serving sets of an actor's options. */
    record Builder(LocalMobula mobula, String namespace, Optional<String> named, int concurrency)
            implements ActorBuilder {
        @Override
        public ActorBuilder name(String name) {
            return new Builder(mobula, namespace, Optional.of(name), concurrency);
        }

        @Override
        public ActorBuilder maxConcurrency(int count) {
            return new Builder(mobula, namespace, named, count);
        }

        @Override
        public <A> ActorHandle<A> start(ActorFactory<? extends A> factory) {
            String name = named.orElse("anonymous " + UUID.randomUUID());
            var actor = new LocalActor<A>(mobula, name, concurrency, factory);
            mobula.named.put(namespace + "/" + name, actor);
            return actor.handle();
        }

        @Override
        public <A> ActorHandle<A> getOrStart(Class<A> type, ActorFactory<? extends A> factory) {
            return mobula.withNamespace(namespace)
                    .find(type, named.orElseThrow())
                    .orElseGet(() -> start(factory));
        }

        @Override
        public ActorBuilder maxRestarts(int count) {
            return this;
        }

        @Override
        public ActorBuilder maxTaskRetries(int count) {
            return this;
        }

        @Override
        public ActorBuilder concurrencyGroup(String name, int maxConcurrency) {
            return this;
        }

        @Override
        public ActorBuilder maxPendingCalls(int count) {
            return this;
        }

        @Override
        public ActorBuilder snapshotEvery(Duration interval) {
            return this;
        }

        @Override
        public ActorBuilder detached() {
            return this;
        }

        @Override
        public ActorBuilder cpus(double count) {
            return this;
        }

        @Override
        public ActorBuilder gpus(double count) {
            return this;
        }

        @Override
        public ActorBuilder memory(Bytes size) {
            return this;
        }

        @Override
        public ActorBuilder resources(Resources resources) {
            return this;
        }

        @Override
        public ActorBuilder label(String key, String value) {
            return this;
        }

        @Override
        public ActorBuilder where(String selector) {
            return this;
        }

        @Override
        public ActorBuilder onNode(String name) {
            return this;
        }

        @Override
        public ActorBuilder preferNode(String name) {
            return this;
        }

        @Override
        public ActorBuilder in(PlacementGroup.Bundle bundle) {
            return this;
        }
    }
}
