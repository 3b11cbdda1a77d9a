package io.mobula.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A cell ends once, and everybody who asked is told once. */
class CellTest {
    private static final ProcessId SELF = ProcessId.node(1, 1);
    private static final int ROUNDS = 3_000;
    private static final int WAITERS = 4;

    private static Cell cell() {
        return Cell.ofResult(SELF, 1, "t", TaskId.root(SELF));
    }

    private static Outcome failed() {
        return new Outcome.Failed(new Failure.Cancelled());
    }

    @Test
    void theFirstOutcomeCounts() {
        Cell cell = cell();
        Outcome first = failed();
        assertTrue(cell.complete(first));
        assertFalse(cell.complete(new Outcome.Failed(new Failure.JobEnded())));
        assertSame(first, cell.outcome());
    }

    @Test
    void callbacksRunInTheOrderAskedAndAtOnceAfterTheEnd() {
        Cell cell = cell();
        var order = new ArrayList<String>();
        cell.onEnd(_ -> order.add("first"));
        var cancelled = new Cell.Registration(_ -> order.add("cancelled"));
        cell.onEnd(cancelled);
        cell.onEnd(_ -> order.add("second"));
        cancelled.cancel();
        cell.complete(failed());
        cell.onEnd(_ -> order.add("late"));
        assertEquals(List.of("first", "second", "late"), order);
    }

    @Test
    void oneRegistrationServesManyCells() {
        var count = new AtomicInteger();
        var registration = new Cell.Registration(_ -> count.incrementAndGet());
        Cell one = cell();
        Cell other = cell();
        one.onEnd(registration);
        other.onEnd(registration);
        one.complete(failed());
        registration.cancel();
        other.complete(failed());
        assertEquals(1, count.get());
    }

    @Test
    void whoeverAsksWhileItEndsIsToldExactlyOnce() throws Exception {
        try (var pool = Executors.newFixedThreadPool(WAITERS + 1)) {
            for (int round = 0; round < ROUNDS; round++) {
                Cell cell = cell();
                var told = new AtomicInteger();
                var start = new CyclicBarrier(WAITERS + 1);
                var parts = new ArrayList<Future<?>>();
                for (int w = 0; w < WAITERS; w++) {
                    parts.add(pool.submit(() -> {
                        start.await();
                        cell.onEnd(_ -> told.incrementAndGet());
                        return null;
                    }));
                }
                parts.add(pool.submit(() -> {
                    start.await();
                    return cell.complete(failed());
                }));
                for (Future<?> part : parts) part.get();
                assertEquals(WAITERS, told.get());
            }
        }
    }
}
