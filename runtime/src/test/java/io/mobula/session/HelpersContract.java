package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorContext;
import io.mobula.api.ObjectRef;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.util.ActorPool;
import io.mobula.api.util.DistributedQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The helpers of {@code api.util}. */
interface HelpersContract extends ContractBase {
    Duration MUCH = Duration.ofSeconds(20);

    /** Doubles what it is given. */
    final class Doubler {
        int of(int value) throws IOException {
            if (value < 0) throw new IOException("negative: " + value);
            return 2 * value;
        }

        /** The first to be given this item ends. */
        int fragile(int value, Gate gate) {
            if (value == 5 && !gate.isMarked("ended")) {
                gate.mark("ended");
                ActorContext.current().exit();
                throw new IllegalStateException("it goes");
            }
            return 2 * value;
        }
    }

    private ActorBuilder small() {
        return mobula().actor().cpus(0);
    }

    private static <T> List<T> list(Iterable<T> all) {
        var list = new ArrayList<T>();
        all.forEach(list::add);
        return list;
    }

    @Test
    default void aPoolMapsInTheOrderOfTheItems() {
        try (ActorPool<Doubler> pool = ActorPool.start(mobula(), small(), 3, Doubler::new)) {
            List<Integer> items = IntStream.range(0, 100).boxed().toList();
            assertEquals(items.stream().map(i -> 2 * i).toList(), list(pool.map(items, Doubler::of)));
        }
    }

    @Test
    default void aPoolMapsAsResultsCome() throws Exception {
        Gate gate = gate();
        try (ActorPool<Doubler> pool =
                ActorPool.<Doubler>start(mobula(), small(), 2, Doubler::new).inFlight(1)) {
            Iterator<Integer> each = pool.<Integer, Integer>mapUnordered(List.of(1, 2, 3), (actor, item) -> {
                        if (item == 1) gate.pass();
                        return actor.of(item);
                    })
                    .iterator();
            assertEquals(4, each.next());
            assertEquals(6, each.next());
            gate.open();
            assertEquals(2, each.next());
            assertFalse(each.hasNext());
        }
    }

    @Test
    default void aPoolTakesItemsOnlyWhenItHasRoom() {
        var taken = new ArrayList<Integer>();
        Iterator<Integer> endless = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                taken.add(taken.size());
                return taken.getLast();
            }
        };
        try (ActorPool<Doubler> pool =
                ActorPool.<Doubler>start(mobula(), small(), 2, Doubler::new).inFlight(3)) {
            Iterator<Integer> each = pool.map(() -> endless, Doubler::of).iterator();
            for (int i = 0; i < 10; i++) {
                assertEquals(2 * i, each.next());
                assertTrue(taken.size() <= i + 1 + 6, taken.size() + " were taken for " + i);
            }
        }
    }

    @Test
    default void aFailedItemIsItsOwn() {
        try (ActorPool<Doubler> pool = ActorPool.start(mobula(), small(), 2, Doubler::new)) {
            Iterator<Integer> each = pool.map(List.of(1, -1, 3), Doubler::of).iterator();
            assertEquals(2, each.next());
            assertInstanceOf(
                    IOException.class,
                    assertThrows(TaskFailedException.class, each::next).getCause());
            assertEquals(6, each.next());
        }
    }

    @Test
    default void aDeadActorIsReplaced() {
        Gate gate = gate();
        try (ActorPool<Doubler> pool = ActorPool.start(mobula(), small(), 1, Doubler::new)) {
            List<Integer> items = IntStream.range(0, 20).boxed().toList();
            Iterator<Integer> each = pool.<Integer, Integer>map(items, (actor, item) -> actor.fragile(item, gate))
                    .iterator();
            for (int i = 0; i < 20; i++) {
                if (i == 5) assertThrows(TaskFailedException.class, each::next); // it said so itself
                else assertEquals(2 * i, each.next());
            }
        }
    }

    @Test
    default void aClosedPoolMapsNothing() {
        ActorPool<Doubler> pool = ActorPool.start(mobula(), small(), 1, Doubler::new);
        pool.close();
        assertThrows(
                IllegalStateException.class,
                () -> pool.map(List.of(1), Doubler::of).iterator().next());
        assertThrows(IllegalArgumentException.class, () -> ActorPool.start(mobula(), small(), 0, Doubler::new));
    }

    @Test
    default void aQueueHandsItemsOnInTheirOrder() {
        try (DistributedQueue<Integer> queue = DistributedQueue.start(small(), 10)) {
            ObjectRef<Void> producer = mobula().submit(() -> {
                for (int i = 0; i < 50; i++) queue.put(i);
            });
            for (int i = 0; i < 50; i++) assertEquals(i, queue.take());
            producer.get();
            assertEquals(0, queue.size());
        }
    }

    @Test
    default void aFullQueueMakesItsProducerWait() {
        try (DistributedQueue<String> queue = DistributedQueue.start(small(), 2)) {
            assertTrue(queue.putAll(List.of("a", "b"), Duration.ZERO));
            assertFalse(queue.put("c", Duration.ZERO));
            assertFalse(queue.put("c", Duration.ofMillis(20)));
            ObjectRef<Boolean> late = mobula().submit(() -> queue.put("d", MUCH));
            assertEquals("a", queue.take());
            assertTrue(late.get());
            assertEquals(List.of("b", "d"), queue.takeBatch(5, MUCH));
            assertThrows(IllegalArgumentException.class, () -> queue.putAll(List.of("1", "2", "3"), MUCH));
        }
    }

    @Test
    default void anEmptyQueueMakesItsConsumerWait() {
        try (DistributedQueue<String> queue = DistributedQueue.start(small(), 2)) {
            assertEquals(Optional.empty(), queue.take(Duration.ZERO));
            assertEquals(List.of(), queue.takeBatch(3, Duration.ofMillis(20)));
            ObjectRef<String> late = mobula().submit(() -> queue.take());
            queue.put("a");
            assertEquals("a", late.get());
        }
    }

    @Test
    default void whoeverWaitsAtAQueueThatEndsFails() throws Exception {
        Gate gate = gate();
        DistributedQueue<String> queue = DistributedQueue.start(small(), 2);
        assertEquals(0, queue.size());
        ObjectRef<String> waiting = mobula().submit(() -> {
            gate.mark("begun");
            return queue.take();
        });
        gate.until("begun");
        queue.close();
        var failure = assertThrows(TaskFailedException.class, waiting::get);
        assertInstanceOf(ActorDiedException.class, failure.getCause());
        assertThrows(ActorDiedException.class, () -> queue.put("late"));
    }
}
