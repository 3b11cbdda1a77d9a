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

    private static ObjectRef<Integer> leaves(Mobula session, int depth) {
        return session.submit(() -> {
            if (depth == 0) return 1;
            List<ObjectRef<Integer>> halves = List.of(leaves(session, depth - 1), leaves(session, depth - 1));
            return session.getAll(halves).stream().mapToInt(Integer::intValue).sum();
        });
    }
}
