package io.mobula.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** One event at a time, each thread's in its order, none lost. */
class CombinerTest {
    private static final int THREADS = 8;
    private static final int EVENTS = 50_000;

    private record Event(int thread, int number) {}

    @Test
    void eachThreadsEventsAreHandledOnceAndInOrder() throws Exception {
        int[] next = new int[THREADS]; // confined by the combiner itself
        var inside = new AtomicBoolean();
        var broken = new AtomicReference<String>();
        var combiner = new Combiner<Event>(event -> {
            if (!inside.compareAndSet(false, true)) broken.set("two threads handle at once");
            if (next[event.thread()]++ != event.number()) broken.set(event + " out of order");
            inside.set(false);
        });
        var start = new CyclicBarrier(THREADS);
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
                for (int i = 0; i < EVENTS; i++) combiner.accept(new Event(thread, i));
            }));
        }
        for (Thread thread : threads) thread.join();
        assertEquals(null, broken.get());
        int[] all = new int[THREADS];
        Arrays.fill(all, EVENTS);
        assertEquals(Arrays.toString(all), Arrays.toString(next));
    }

    @Test
    void anEventBroughtFromWithinIsHandledAfterThePresentOne() {
        var order = new ArrayList<String>();
        var itself = new AtomicReference<Combiner<Integer>>();
        var combiner = new Combiner<Integer>(event -> {
            order.add("begin " + event);
            if (event < 3) itself.get().accept(event + 1);
            order.add("end " + event);
        });
        itself.set(combiner);
        combiner.accept(1);
        assertEquals(List.of("begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"), order);
    }

    @Test
    void aHandlerThatThrowsLosesNoOtherEvent() {
        var seen = new ArrayList<Integer>();
        var itself = new AtomicReference<Combiner<Integer>>();
        var combiner = new Combiner<Integer>(event -> {
            if (event == 1) {
                itself.get().accept(2);
                throw new IllegalStateException("one");
            }
            seen.add(event);
        });
        itself.set(combiner);
        assertThrows(IllegalStateException.class, () -> combiner.accept(1));
        combiner.accept(3);
        assertEquals(List.of(2, 3), seen);
        assertFalse(seen.contains(1));
    }
}
