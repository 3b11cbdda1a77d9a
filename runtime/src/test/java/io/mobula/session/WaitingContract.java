package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Ready;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.WaitInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Getting, and waiting for some of many. */
interface WaitingContract extends ContractBase {
    Duration LONG = Duration.ofSeconds(20);

    @Test
    default void getAllKeepsTheOrder() throws Exception {
        Gate gate = gate();
        ObjectRef<String> slow = mobula().submit(() -> {
            gate.pass();
            return "slow";
        });
        ObjectRef<String> quick = mobula().submit(() -> "quick");
        assertEquals("quick", quick.get());
        gate.open();
        assertEquals(List.of("slow", "quick"), mobula().getAll(List.of(slow, quick)));
    }

    @Test
    default void getAllThrowsTheFirstFailureInThatOrder() throws Exception {
        Gate gate = gate();
        ObjectRef<String> slow = mobula().submit(() -> {
            gate.pass();
            throw new IllegalStateException("first in order");
        });
        ObjectRef<String> quick = mobula().submit(() -> {
            throw new IllegalStateException("first in time");
        });
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, quick);
        gate.open();
        var thrown = assertThrows(TaskFailedException.class, () -> mobula().getAll(List.of(slow, quick)));
        assertEquals("first in order", thrown.getCause().getMessage());
    }

    @Test
    default void awaitSplitsAndKeepsTheOrder() throws Exception {
        Gate gate = gate();
        ObjectRef<Integer> slow = mobula().submit(() -> {
            gate.pass();
            return 1;
        });
        ObjectRef<Integer> failed = mobula().submit(() -> {
            throw new IllegalStateException("counts as ready");
        });
        ObjectRef<Integer> put = mobula().put(3);
        Ready<Integer> two = mobula().await(List.of(failed, slow, put), 2, LONG);
        assertEquals(List.of(failed, put), two.ready());
        assertEquals(List.of(slow), two.pending());
        Ready<Integer> one = mobula().await(List.of(put, failed, slow), 1, LONG);
        assertEquals(List.of(put), one.ready());
        assertEquals(List.of(failed, slow), one.pending());
        gate.open();
        assertEquals(
                3, mobula().await(List.of(slow, failed, put), 3, LONG).ready().size());
    }

    @Test
    default void awaitEndsWhenTheTimeIsUp() throws Exception {
        Gate gate = gate();
        ObjectRef<Integer> slow = mobula().submit(() -> {
            gate.pass();
            return 1;
        });
        ObjectRef<Integer> put = mobula().put(3);
        Ready<Integer> ready = mobula().await(List.of(slow, put), 2, Duration.ofMillis(30));
        assertEquals(List.of(put), ready.ready());
        assertEquals(List.of(slow), ready.pending());
        assertEquals(
                List.of(put),
                mobula().await(List.of(slow, put), 2, Duration.ZERO).ready());
        gate.open();
        assertEquals(1, slow.get());
    }

    @Test
    default void awaitRefusesAnImpossibleCount() {
        List<ObjectRef<Integer>> one = List.of(mobula().put(1));
        assertThrows(IllegalArgumentException.class, () -> mobula().await(one, 2, LONG));
        assertThrows(IllegalArgumentException.class, () -> mobula().await(one, -1, LONG));
    }

    @Test
    default void asCompletedHandsOutEachAsItEnds() throws Exception {
        Gate gate = gate();
        ObjectRef<String> slow = mobula().submit(() -> {
            gate.pass();
            return "slow";
        });
        ObjectRef<String> failed = mobula().submit(() -> {
            throw new IllegalStateException("failed");
        });
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, failed);
        Iterator<ObjectRef<String>> ends =
                mobula().asCompleted(List.of(slow, failed)).iterator();
        assertEquals(failed, ends.next());
        gate.open();
        assertEquals(slow, ends.next());
        assertThrows(NoSuchElementException.class, ends::next);
    }

    @Test
    default void getWithATimeLetsTheTaskGoOn() throws Exception {
        Gate gate = gate();
        ObjectRef<Integer> ref = mobula().submit(() -> {
            gate.pass();
            return 1;
        });
        var failure = assertThrows(GetTimeoutException.class, () -> ref.get(Duration.ofMillis(20)));
        assertEquals(ErrorCode.GET_TIMED_OUT, failure.code());
        assertEquals(Future.State.RUNNING, ref.state());
        gate.open();
        assertEquals(1, ref.get(LONG));
    }

    /** The caller may run a waiting body itself, but not if it then cannot keep its time. */
    @Test
    default void getKeepsItsTimeHoweverSoonItIsAsked() throws Exception {
        for (int i = 0; i < 50; i++) {
            Gate gate = gate();
            ObjectRef<Void> ref = mobula().submit(() -> gate.pass());
            assertThrows(GetTimeoutException.class, () -> ref.get(Duration.ofMillis(1)));
            gate.open();
            ref.get();
        }
    }

    @Test
    default void anInterruptEndsTheWaitAndKeepsTheFlag() throws Exception {
        Gate gate = gate();
        ObjectRef<Integer> ref = mobula().submit(() -> {
            gate.pass("begun");
            return 7;
        });
        gate.until("begun");
        var flag = new AtomicBoolean();
        var thrown = new AtomicReference<RuntimeException>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                ref.get();
            } catch (WaitInterruptedException expected) {
                thrown.set(expected);
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        waiter.interrupt(); // before its wait or within it
        waiter.join();
        assertEquals(
                ErrorCode.WAIT_INTERRUPTED,
                assertInstanceOf(WaitInterruptedException.class, thrown.get()).code());
        assertTrue(flag.get());
        gate.open();
        assertEquals(7, ref.get());
    }

    @Test
    default void aWaitingTaskLendsItsCpu() {
        int depth = 4 * (int) cpusOfNode();
        assertEquals(depth, nest(mobula(), depth).get());
    }

    private static ObjectRef<Integer> nest(Mobula session, int depth) {
        return session.submit(
                () -> depth == 0 ? 0 : 1 + nest(session, depth - 1).get());
    }

    @Test
    default void aTaskMayAwaitItsChildren() {
        assertEquals(
                3,
                mobula().submit(() -> {
                            Mobula own = Mobula.current();
                            var children = new ArrayList<ObjectRef<Integer>>();
                            for (int i = 0; i < 3; i++) {
                                int n = i;
                                children.add(own.submit(() -> n));
                            }
                            int seen = own.await(children, 3, LONG).ready().size();
                            int sum = 0;
                            for (ObjectRef<Integer> child : own.asCompleted(children)) sum += child.get();
                            return sum == 3 ? seen : -1;
                        })
                        .get());
    }

    @Test
    default void outcomeOfNothingIsSuccess() {
        assertNull(mobula().submit(() -> {}).outcome().orElseThrow());
    }
}
