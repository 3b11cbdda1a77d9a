package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Many at once. */
interface LoadContract extends ContractBase {
    int FLOOD = 100_000;
    int THREADS = 8;
    int PER_THREAD = 2_000;
    int CHAIN = 1_000;
    int NESTED = 200;
    int LAYERS = 20;
    int WIDTH = 100;

    @Test
    default void aFloodOfTasksAllAnswer() {
        Mobula session = mobula();
        var refs = new ArrayList<ObjectRef<Integer>>(FLOOD);
        for (int i = 0; i < FLOOD; i++) {
            int n = i;
            refs.add(session.submit(() -> n));
        }
        long sum = 0;
        for (ObjectRef<Integer> ref : refs) sum += ref.get();
        assertEquals(FLOOD * (FLOOD - 1L) / 2, sum);
    }

    @Test
    default void manyThreadsSubmitAtOnce() throws Exception {
        Mobula session = mobula();
        var workers = new ArrayList<Callable<Long>>();
        for (int t = 0; t < THREADS; t++) {
            int from = t * PER_THREAD;
            workers.add(() -> {
                var refs = new ArrayList<ObjectRef<Integer>>();
                for (int i = from; i < from + PER_THREAD; i++) {
                    int n = i;
                    refs.add(session.submit(() -> n));
                }
                return session.getAll(refs).stream()
                        .mapToLong(Integer::longValue)
                        .sum();
            });
        }
        long sum = 0;
        try (var pool = Executors.newFixedThreadPool(THREADS)) {
            for (var part : pool.invokeAll(workers)) sum += part.get();
        }
        long count = (long) THREADS * PER_THREAD;
        assertEquals(count * (count - 1) / 2, sum);
    }

    @Test
    default void aLongChainOfDependencies() {
        ObjectRef<Integer> last = mobula().put(0);
        for (int i = 0; i < CHAIN; i++) {
            ObjectRef<Integer> before = last;
            last = mobula().submit(() -> before.get() + 1);
        }
        assertEquals(CHAIN, last.get());
    }

    @Test
    default void aLongChainFailsAsOne() {
        ObjectRef<Integer> last = mobula().submit(() -> {
            throw new IllegalStateException("root");
        });
        for (int i = 0; i < CHAIN; i++) {
            ObjectRef<Integer> before = last;
            last = mobula().submit(() -> before.get() + 1);
        }
        var failure =
                org.junit.jupiter.api.Assertions.assertThrows(io.mobula.api.error.TaskFailedException.class, last::get);
        assertEquals("root", failure.getCause().getMessage());
    }

    @Test
    default void aTreeFansOutAndIn() {
        assertEquals(1 << 9, leaves(mobula(), 9).get());
    }

    /** Bodies that wait for one another, deeper than one thread's stack would hold. */
    @Test
    default void aLongChainOfNestedTasks() {
        assertEquals(NESTED, nested(mobula(), NESTED).get());
    }

    private static ObjectRef<Integer> nested(Mobula session, int depth) {
        return session.submit(
                () -> depth == 0 ? 0 : 1 + nested(session, depth - 1).get());
    }

    @Test
    default void nestedTasksOfManyBranches() {
        assertEquals(610, fibonacci(mobula(), 15).get());
    }

    private static ObjectRef<Integer> fibonacci(Mobula session, int n) {
        return session.submit(() -> {
            if (n < 2) return n;
            ObjectRef<Integer> before = fibonacci(session, n - 1);
            return fibonacci(session, n - 2).get() + before.get();
        });
    }

    /** Each task of a layer depends on all of the layer before. */
    @Test
    default void layersThatDependOnOneAnother() {
        Mobula session = mobula();
        ObjectRef<List<Integer>> layer = session.all(List.of(session.put(1)));
        for (int depth = 0; depth < LAYERS; depth++) {
            ObjectRef<List<Integer>> before = layer;
            var wide = new ArrayList<ObjectRef<Integer>>();
            for (int i = 0; i < WIDTH; i++)
                wide.add(session.submit(
                        () -> before.get().stream().mapToInt(Integer::intValue).sum() % 1_000 + 1));
            layer = session.all(wide);
        }
        assertEquals(WIDTH, layer.get().size());
    }

    private static ObjectRef<Integer> leaves(Mobula session, int depth) {
        return session.submit(() -> {
            if (depth == 0) return 1;
            List<ObjectRef<Integer>> halves = List.of(leaves(session, depth - 1), leaves(session, depth - 1));
            return session.getAll(halves).stream().mapToInt(Integer::intValue).sum();
        });
    }
}
