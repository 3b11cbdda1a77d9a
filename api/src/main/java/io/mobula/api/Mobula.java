package io.mobula.api;

import io.mobula.api.spi.Providers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A session with a cluster, or with a node embedded in this JVM.
 *
 * {@snippet :
 * try (Mobula mobula = Mobula.connect()) {
 *   ObjectRef<Digits> data = mobula.put(Digits.load());
 *   ObjectRef<Model> model = mobula.submit(() -> Model.fit(data.get(), 0.1));
 *   ObjectRef<Double> score = mobula.submit(() -> model.get().score(data.get()));
 *   System.out.println(score.get());
 * }
 * }
 *
 * <p>A body may capture the session: in the task it is the task's own. {@link #connect()} inside a task returns that session too, and closing it there does nothing.
 *
 * <p>Thread safety: all methods from any thread. {@code submit} and {@code put} do not wait for the cluster; {@code get}, {@code getAll} and {@code await} do.
 *
 * <p>Failure: after {@link #close()} every verb throws {@code SessionException}. What cannot travel is refused at the verb, by {@code CaptureException} or {@code ValueException}.
 */
public interface Mobula extends AutoCloseable {
    /** Connects as {@link ConnectOptions#defaults()} says: to the cluster at {@code MOBULA_ADDRESS}, without that to a node embedded in this JVM. */
    static Mobula connect() {
        return connect(ConnectOptions.defaults());
    }

    /** Connects. Throws {@code ConnectionException} if the cluster cannot be reached or refuses, {@code StartException} if an embedded node cannot start. */
    static Mobula connect(ConnectOptions options) {
        return Providers.get().connect(options);
    }

    /** The session of the task that runs on this thread; throws {@link IllegalStateException} where none does. */
    static Mobula current() {
        return Providers.get().current();
    }

    /**
     * Starts a remote task with default options; returns at once.
     *
     * <p>Cost: tens of nanoseconds to take the body apart, and the encoding of what it captured. Captured values over 100 KiB are put once and travel as an object.
     */
    @CanIgnoreReturnValue
    <R extends @Nullable Object> ObjectRef<R> submit(Task<? extends R> body);

    /** Starts a remote task without a result; the ref's value is null. */
    @CanIgnoreReturnValue
    ObjectRef<Void> submit(Action body);

    /** Starts a remote task that yields elements while it runs, with default options; returns at once. To be closed: {@code try (ObjectStream<T> s = …)}. */
    <T> ObjectStream<T> stream(StreamTask<T> body);

    /**
     * Shares a value: stored once, read by every task that captures the ref.
     *
     * <p>Failure: not rebuilt when it is lost ({@link #object()} puts it on several nodes); the process that put it owns it, and it ends with that process. {@code ObjectStoreFullException} if the store stays full.
     */
    <T extends @Nullable Object> ObjectRef<T> put(T value);

    /** Options first, verb last: {@code mobula.object().replicas(2).put(model)}. */
    PutBuilder object();

    /**
     * Keeps a value on at least two nodes, so that the death of one loses nothing: for results that must not be made twice, or cost too much. In an embedded process there is one copy.
     *
     * <p>Delivery: completed when two nodes have the value, for which its task is waited for. A copy that is lost later is not replaced. The value still ends with its owner, the process that submitted or put it.
     *
     * <p>Failure: completes with what stands in the value's place, or with {@code PlacementException} if fewer nodes can take it. A value small enough to travel in messages is with its owner and counts as kept.
     */
    CompletableFuture<Void> persist(ObjectRef<?> ref);

    /** Options first, verb last: {@code mobula.task().cpus(2).submit(body)}. */
    TaskBuilder task();

    /** Starts an actor with default options; returns at once. */
    <A> ActorHandle<A> start(ActorFactory<? extends A> factory);

    /** Options first, verb last: {@code mobula.actor().name("hits").maxRestarts(3).start(Counter::new)}. */
    ActorBuilder actor();

    /**
     * The living actor of this name in this session's namespace.
     *
     * <p>Failure: {@code IllegalArgumentException} if its class is not a {@code type}; the message names it.
     */
    <A> Optional<ActorHandle<A>> find(Class<A> type, String name);

    /** Resources to be reserved together: {@code mobula.group().bundles(2, Resources.cpus(1)).reserve(atMost)}. */
    GroupBuilder group();

    /** All values, in the order of the refs; throws the first failure in that order. */
    @CanIgnoreReturnValue
    <T extends @Nullable Object> List<T> getAll(Collection<? extends ObjectRef<? extends T>> refs);

    /** One ref for many: capture it, and the body waits for all of them. It fails as soon as one does. */
    <T extends @Nullable Object> ObjectRef<List<T>> all(Collection<? extends ObjectRef<? extends T>> refs);

    /** Waits until {@code count} of them have ended or the time is up; throws for neither. At most {@code count} are listed as ready. */
    @CanIgnoreReturnValue
    <T extends @Nullable Object> Ready<T> await(
            Collection<? extends ObjectRef<? extends T>> refs, int count, Duration atMost);

    /** Each ref as it ends, with a value or a failure; the iterator's {@code next} waits. */
    <T extends @Nullable Object> Iterable<ObjectRef<T>> asCompleted(Collection<? extends ObjectRef<? extends T>> refs);

    /** This session with a deadline for everything submitted through it, and for their children. A deadline later than the inherited one has no effect. */
    Mobula withDeadline(Duration fromNow);

    /** This session with another priority for everything submitted through it, and for their children. */
    Mobula withPriority(Priority priority);

    /** This session with another namespace for the names of actors. Default: {@code default}, the same for all jobs. */
    Mobula withNamespace(String name);

    /** Who is there, and what is free. */
    Cluster cluster();

    /** Ends the job: what still runs is cancelled, and one line says how much that was. Does nothing on a derived session and inside a task. */
    @Override
    void close();
}
