package io.mobula.api.util;

import io.mobula.api.ActorCall;
import io.mobula.api.ActorFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The one that keeps a {@link DistributedQueue}: items, and who waits for room or for items, in the order they came. Its methods return at once; times up come on another thread. */
final class QueueActor {
    /** Puts and takes that wait, each. */
    private static final int MOST_WAITING = 10_000;

    private record Putting(List<Object> items, CompletableFuture<Boolean> done) {}

    private record Taking(int most, CompletableFuture<List<Object>> batch) {}

    private final int capacity;
    // Guarded by this.
    private final ArrayDeque<Object> items = new ArrayDeque<>();
    private final ArrayDeque<Putting> putting = new ArrayDeque<>();
    private final ArrayDeque<Taking> taking = new ArrayDeque<>();

    QueueActor(int capacity) {
        this.capacity = capacity;
    }

    /** All of them or none. */
    synchronized CompletionStage<Boolean> put(List<Object> more, long nanos) {
        var done = limited(new CompletableFuture<Boolean>(), false, nanos);
        checkRoom(putting, "puts");
        putting.add(new Putting(more, done));
        settle();
        if (nanos == 0) done.complete(false);
        return done;
    }

    /** At least one, or none when the time is up. */
    synchronized CompletionStage<List<Object>> take(int most, long nanos) {
        var batch = limited(new CompletableFuture<List<Object>>(), List.of(), nanos);
        checkRoom(taking, "takes");
        taking.add(new Taking(most, batch));
        settle();
        if (nanos == 0) batch.complete(List.of());
        return batch;
    }

    synchronized int size() {
        return items.size();
    }

    private static <V> CompletableFuture<V> limited(CompletableFuture<V> future, V late, long nanos) {
        boolean waits = nanos > 0 && nanos < Long.MAX_VALUE;
        return waits ? future.completeOnTimeout(late, nanos, TimeUnit.NANOSECONDS) : future;
    }

    /** Those whose time is up are forgotten first. */
    private void checkRoom(ArrayDeque<?> waiting, String what) {
        if (waiting.size() < MOST_WAITING) return;
        putting.removeIf(put -> put.done.isDone());
        taking.removeIf(take -> take.batch.isDone());
        if (waiting.size() >= MOST_WAITING)
            throw new IllegalStateException(
                    "%,d %s wait at this queue already: take, or put, less at once".formatted(MOST_WAITING, what));
    }

    /** Until neither a put fits nor a take finds anything. Who is not waited for any more is passed over: its item stays out, its batch stays in. */
    private void settle() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Putting first; (first = putting.peek()) != null && items.size() + first.items.size() <= capacity; ) {
                putting.remove();
                if (first.done.complete(true)) items.addAll(first.items);
                moved = true;
            }
            for (Taking first; (first = taking.peek()) != null && !items.isEmpty(); ) {
                taking.remove();
                serve(first);
                moved = true;
            }
        }
    }

    private void serve(Taking first) {
        var batch = new ArrayList<Object>();
        while (batch.size() < first.most && !items.isEmpty()) batch.add(items.remove());
        if (first.batch.complete(batch)) return;
        for (Object item : batch.reversed()) items.addFirst(item);
    }

    record Making(int capacity) implements ActorFactory<QueueActor> {
        @Override
        public QueueActor create() {
            return new QueueActor(capacity);
        }
    }

    record Put(List<Object> items, long nanos) implements ActorCall<QueueActor, CompletionStage<Boolean>> {
        @Override
        public CompletionStage<Boolean> on(QueueActor queue) {
            return queue.put(items, nanos);
        }
    }

    record Take(int most, long nanos) implements ActorCall<QueueActor, CompletionStage<List<Object>>> {
        @Override
        public CompletionStage<List<Object>> on(QueueActor queue) {
            return queue.take(most, nanos);
        }
    }

    enum Size implements ActorCall<QueueActor, Integer> {
        NOW;

        @Override
        public Integer on(QueueActor queue) {
            return queue.size();
        }
    }
}
