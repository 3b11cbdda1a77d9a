package io.mobula.api.util;

import io.mobula.api.ActorHandle;
import io.mobula.api.ObjectRef;
import io.mobula.api.Outcome.Failure;
import io.mobula.api.Outcome.Success;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ActorUnavailableException;
import io.mobula.api.error.MobulaException;
import io.mobula.api.util.ActorPool.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One pass of items through a pool. */
final class PoolPass<A, T, R extends @Nullable Object> implements Iterator<R> {
    enum Order {
        OF_ITEMS,
        OF_RESULTS
    }

    private static final int MOST_ATTEMPTS = 3;
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private record Open<A, T, R extends @Nullable Object>(
            T item, Seat<A> seat, ActorHandle<A> actor, ObjectRef<R> result, int attempt) {}

    private final ActorPool<A> pool;
    private final Iterator<? extends T> items;
    private final PoolCall<? super A, ? super T, ? extends R> call;
    private final Order order;
    private final List<Open<A, T, R>> open = new ArrayList<>();

    PoolPass(
            ActorPool<A> pool,
            Iterator<? extends T> items,
            PoolCall<? super A, ? super T, ? extends R> call,
            Order order) {
        this.pool = pool;
        this.items = items;
        this.call = call;
        this.order = order;
    }

    @Override
    public boolean hasNext() {
        return !open.isEmpty() || items.hasNext();
    }

    @Override
    public R next() {
        for (; ; ) {
            fill();
            if (open.isEmpty()) throw new NoSuchElementException("all items of the pool have been done");
            int index = order == Order.OF_ITEMS ? 0 : firstEnded();
            Open<A, T, R> one = open.get(index);
            switch (one.result.outcome()) {
                case Success<R>(R value) -> {
                    ended(index);
                    return value;
                }
                case Failure<R>(MobulaException failure) -> {
                    if (!isLost(failure) || one.attempt >= MOST_ATTEMPTS) {
                        ended(index);
                        throw failure;
                    }
                    pool.give(one.seat);
                    if (failure instanceof ActorDiedException) pool.replace(one.seat, one.actor);
                    open.set(index, sent(one.item, one.attempt + 1));
                }
            }
        }
    }

    /** Its actor went away under it; what the item itself did is another matter. */
    private static boolean isLost(MobulaException failure) {
        return failure instanceof ActorDiedException || failure instanceof ActorUnavailableException;
    }

    private void ended(int index) {
        pool.give(open.remove(index).seat);
        fill();
    }

    private void fill() {
        int room = pool.room();
        while (open.size() < room && items.hasNext()) open.add(sent(items.next(), 1));
    }

    private Open<A, T, R> sent(T item, int attempt) {
        Seat<A> seat = pool.take();
        ActorHandle<A> actor = pool.handle(seat);
        return new Open<>(item, seat, actor, actor.call(new ItemCall<A, T, R>(call, item)), attempt);
    }

    private int firstEnded() {
        List<ObjectRef<R>> results = open.stream().map(Open::result).toList();
        for (; ; ) {
            List<ObjectRef<R>> ready =
                    pool.mobula().<R>await(results, 1, LOOK_AGAIN).ready();
            if (!ready.isEmpty()) return results.indexOf(ready.getFirst());
        }
    }
}
