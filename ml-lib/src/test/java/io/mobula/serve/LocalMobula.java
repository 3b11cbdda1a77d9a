package io.mobula.serve;

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
import io.mobula.api.resource.Resources;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** As much of a session as serving needs, with actors in this process on virtual threads: nothing is copied. {@link LocalActor} can be killed as a node's death would. */
final class LocalMobula implements Mobula {
    final Map<String, LocalActor<?>> named;
    private final String namespace;

    LocalMobula() {
        this(new ConcurrentHashMap<>(), "default");
    }

    private LocalMobula(Map<String, LocalActor<?>> named, String namespace) {
        this.named = named;
        this.namespace = namespace;
    }

    @Override
    public Mobula withNamespace(String name) {
        return new LocalMobula(named, name);
    }

    @Override
    public ActorBuilder actor() {
        return new LocalActor.Builder(this, namespace, Optional.empty(), 1);
    }

    @Override
    public <A> ActorHandle<A> start(ActorFactory<? extends A> factory) {
        return actor().start(factory);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A> Optional<ActorHandle<A>> find(Class<A> type, String name) {
        LocalActor<?> found = named.get(namespace + "/" + name);
        return found == null || found.isDead() ? Optional.empty() : Optional.of(((LocalActor<A>) found).handle());
    }

    @Override
    public <T extends @Nullable Object> ObjectRef<T> put(T value) {
        return new RoutedRef<>(CompletableFuture.completedFuture(value), () -> false, this);
    }

    @Override
    public <R extends @Nullable Object> ObjectRef<R> submit(Task<? extends R> body) {
        var result = new CompletableFuture<R>();
        Thread.startVirtualThread(() -> {
            try {
                result.complete(body.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return new RoutedRef<>(result, () -> result.cancel(false), this);
    }

    @Override
    public Cluster cluster() {
        return new Cluster() {
            @Override
            public List<Node> nodes() {
                return List.of();
            }

            @Override
            public Resources capacity() {
                return Resources.none();
            }

            @Override
            public Traffic traffic() {
                return new Traffic(0, 0);
            }
        };
    }

    @Override
    public void close() {
        named.values().forEach(LocalActor::kill);
    }

    @Override
    public PutBuilder object() {
        throw unused();
    }

    @Override
    public CompletableFuture<Void> persist(ObjectRef<?> ref) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("serving does not use it");
    }

    @Override
    public ObjectRef<Void> submit(Action body) {
        throw unused();
    }

    @Override
    public <T> ObjectStream<T> stream(StreamTask<T> body) {
        throw unused();
    }

    @Override
    public TaskBuilder task() {
        throw unused();
    }

    @Override
    public GroupBuilder group() {
        throw unused();
    }

    @Override
    public <T extends @Nullable Object> List<T> getAll(Collection<? extends ObjectRef<? extends T>> refs) {
        throw unused();
    }

    @Override
    public <T extends @Nullable Object> ObjectRef<List<T>> all(Collection<? extends ObjectRef<? extends T>> refs) {
        throw unused();
    }

    @Override
    public <T extends @Nullable Object> Ready<T> await(
            Collection<? extends ObjectRef<? extends T>> refs, int count, Duration atMost) {
        throw unused();
    }

    @Override
    public <T extends @Nullable Object> Iterable<ObjectRef<T>> asCompleted(
            Collection<? extends ObjectRef<? extends T>> refs) {
        throw unused();
    }

    @Override
    public Mobula withDeadline(Duration fromNow) {
        throw unused();
    }

    @Override
    public Mobula withPriority(Priority priority) {
        throw unused();
    }
}
