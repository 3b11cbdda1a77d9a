package io.mobula.wire.value;

import io.mobula.api.CancelMode;
import io.mobula.api.Explanation;
import io.mobula.api.Fn;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectId;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A ref that is its key, and the port that knows these. */
record KeyedRef<T>(RefKey key) implements ObjectRef<T> {
    static final class Port implements RefsPort {
        final Mobula session = session();
        final List<RefKey> exported = new ArrayList<>();

        @Override
        public RefKey export(ObjectRef<?> ref) {
            RefKey key = ((KeyedRef<?>) ref).key();
            exported.add(key);
            return key;
        }

        @Override
        public ObjectRef<?> resolve(RefKey key) {
            return new KeyedRef<>(key);
        }

        @Override
        public Mobula currentSession() {
            return session;
        }
    }

    static Mobula session() {
        return (Mobula) Proxy.newProxyInstance(
                Mobula.class.getClassLoader(), new Class<?>[] {Mobula.class}, (self, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    static <T> KeyedRef<T> number(int number) {
        return new KeyedRef<>(new RefKey(new ObjectId(number, ~number), ProcessId.node(number, 2), number + 10L));
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("a codec asks a ref for its key only");
    }

    @Override
    public T get() {
        throw unused();
    }

    @Override
    public T get(Duration atMost) {
        throw unused();
    }

    @Override
    public Outcome<T> outcome() {
        throw unused();
    }

    @Override
    public Future.State state() {
        throw unused();
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        throw unused();
    }

    @Override
    public <R> ObjectRef<R> map(Fn<? super T, ? extends R> fn) {
        throw unused();
    }

    @Override
    public boolean cancel(CancelMode mode) {
        throw unused();
    }

    @Override
    public void release() {
        throw unused();
    }

    @Override
    public Explanation explain() {
        throw unused();
    }

    @Override
    public ObjectId id() {
        return key.object();
    }
}
