package io.mobula.api.shapes;

import io.mobula.api.CancelMode;
import io.mobula.api.Explanation;
import io.mobula.api.Fn;
import io.mobula.api.ObjectId;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A ref whose value is there. */
public record StubRef<T>(T value) implements ObjectRef<T> {
    @Override
    public T get() {
        return value;
    }

    @Override
    public T get(Duration atMost) {
        return value;
    }

    @Override
    public Outcome<T> outcome() {
        return new Outcome.Success<>(value);
    }

    @Override
    public Future.State state() {
        return Future.State.SUCCESS;
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        return CompletableFuture.completedFuture(value);
    }

    @Override
    public <R> ObjectRef<R> map(Fn<? super T, ? extends R> fn) {
        try {
            return new StubRef<>(fn.apply(value));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean cancel(CancelMode mode) {
        return false;
    }

    @Override
    public void release() {}

    @Override
    public Explanation explain() {
        return new Explanation("it is there", java.util.List.of());
    }

    @Override
    public ObjectId id() {
        return new ObjectId(0, value.hashCode());
    }
}
