package io.mobula.api;

import io.mobula.api.spi.Providers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * A session with a cluster, or with a node embedded in this JVM.
 *
 * <p>Thread safe. May be captured by a task: there it is the task's own session. {@link #connect()} inside a task returns that session too, and closing it does nothing.
 */
public interface Mobula extends AutoCloseable {
    static Mobula connect() {
        return connect(ConnectOptions.defaults());
    }

    static Mobula connect(ConnectOptions options) {
        return Providers.get().connect(options);
    }

    /** The session of the running task; throws {@link IllegalStateException} elsewhere. */
    static Mobula current() {
        return Providers.get().current();
    }

    <R> ObjectRef<R> submit(Task<? extends R> body);

    ObjectRef<Void> submit(Action body);

    <T> ObjectRef<T> put(T value);

    TaskBuilder task();

    <T> List<T> getAll(Collection<? extends ObjectRef<? extends T>> refs);

    /** One ref for many: capture it, and the body waits for all. */
    <T> ObjectRef<List<T>> all(Collection<? extends ObjectRef<? extends T>> refs);

    /** Waits until {@code count} have ended or the time is up; never throws for either. */
    <T> Ready<T> await(Collection<? extends ObjectRef<? extends T>> refs, int count, Duration atMost);

    /** Each ref as it ends. */
    <T> Iterable<ObjectRef<T>> asCompleted(Collection<? extends ObjectRef<? extends T>> refs);

    /** This session with a deadline for everything submitted through it, and for their children. A later deadline than the inherited one has no effect. */
    Mobula withDeadline(Duration fromNow);

    Mobula withPriority(Priority priority);

    Cluster cluster();

    /** Ends the job: what still runs is cancelled, and one line says how much that was. */
    @Override
    void close();
}
