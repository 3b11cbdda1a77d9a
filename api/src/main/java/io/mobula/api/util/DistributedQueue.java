package io.mobula.api.util;

import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorHandle;
import io.mobula.api.CanIgnoreReturnValue;
import io.mobula.api.ObjectRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A bounded queue that tasks and programs all over the cluster put into and take from. Capture it, and it is the same queue there.
 *
 * {@snippet :
 * DistributedQueue<Page> pages = DistributedQueue.start(mobula.actor().cpus(0), 1_000);
 * mobula.submit(() -> { for (Page page : crawl()) pages.put(page); });
 * while (true) for (Page page : pages.takeBatch(50, Duration.ofSeconds(10))) index(page);
 * }
 *
 * <p>An actor keeps the items in its memory: on the order of thousands of items a second, more in batches. It lives as long as somebody has the queue, as any actor does, or until {@link #close()}.
 *
 * <p>Delivery: items come in the order put, each to one taker, at most once: what a taker has taken and not dealt with when it dies is lost, and so are all items when the actor's node dies.
 *
 * <p>Thread safety: all methods from any thread. A task that waits here lends its CPU.
 *
 * <p>Failure: {@code ActorDiedException} once the queue has ended.
 *
 * @param <T> of the items; never null
 */
public final class DistributedQueue<T> implements AutoCloseable, java.io.Serializable {
    private static final long serialVersionUID = 1L;
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    @SuppressWarnings("serial") // a handle travels in Mobula's messages, nowhere else
    private final ActorHandle<QueueActor> actor;

    private final int capacity;

    private DistributedQueue(ActorHandle<QueueActor> actor, int capacity) {
        this.actor = actor;
        this.capacity = capacity;
    }

    /** Starts an empty queue, whose actor has these options; returns at once. */
    public static <T> DistributedQueue<T> start(ActorBuilder options, int capacity) {
        if (capacity < 1) throw new IllegalArgumentException("a queue holds at least one item, not " + capacity);
        return new DistributedQueue<>(options.start(new QueueActor.Making(capacity)), capacity);
    }

    /** Waits while it is full. */
    public void put(T item) {
        boolean _ = put(item, FOREVER);
    }

    /** False if it stayed full for so long: nothing was put. */
    @CanIgnoreReturnValue
    public boolean put(T item, Duration atMost) {
        return putAll(List.of(item), atMost);
    }

    /** All of them at once, next to one another; false if there was no room for all of them for so long: none was put. */
    @CanIgnoreReturnValue
    public boolean putAll(Collection<? extends T> items, Duration atMost) {
        if (items.size() > capacity) {
            throw new IllegalArgumentException(
                    items.size() + " items can never be put at once: the queue holds " + capacity);
        }
        if (items.isEmpty()) return true;
        return actor.callAsync(new QueueActor.Put(new ArrayList<>(items), nanos(atMost)))
                .get();
    }

    /** Waits while it is empty. */
    public T take() {
        return take(FOREVER).orElseThrow();
    }

    /** Empty if none came for so long. */
    public Optional<T> take(Duration atMost) {
        return takeBatch(1, atMost).stream().findFirst();
    }

    /** Up to {@code most} items, at least one; none if none came for so long. */
    public List<T> takeBatch(int most, Duration atMost) {
        if (most < 1) throw new IllegalArgumentException("a batch has at least one item, not " + most);
        ObjectRef<List<Object>> batch = actor.callAsync(new QueueActor.Take(most, nanos(atMost)));
        @SuppressWarnings("unchecked") // what was put
        var items = (List<T>) batch.get();
        return items;
    }

    /** How many items it has at the moment. */
    public int size() {
        return actor.call(QueueActor.Size.NOW).get();
    }

    public int capacity() {
        return capacity;
    }

    private static long nanos(Duration atMost) {
        if (atMost.isNegative()) return 0;
        return atMost.compareTo(FOREVER) >= 0 ? Long.MAX_VALUE : atMost.toNanos();
    }

    /** Ends the queue; items in it are lost, and who waits fails. */
    @Override
    public void close() {
        actor.kill();
    }

    @Override
    public String toString() {
        return "DistributedQueue(" + actor.id() + ", capacity " + capacity + ")";
    }
}
