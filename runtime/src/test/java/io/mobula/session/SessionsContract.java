package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.SessionException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The session: current, derived, closed. */
interface SessionsContract extends ContractBase {
    @Test
    default void outsideATaskThereIsNoCurrentSession() {
        assertThrows(IllegalStateException.class, Mobula::current);
        assertThrows(IllegalStateException.class, TaskContext::current);
    }

    @Test
    default void insideATaskConnectIsTheTasksSessionAndCloseDoesNothing() {
        assertEquals(
                "child",
                mobula().submit(() -> {
                            try (Mobula own = Mobula.connect()) {
                                own.submit(() -> "first").get();
                            }
                            Mobula.current().close();
                            return Mobula.current().submit(() -> "child").get();
                        })
                        .get());
    }

    @Test
    default void aClosedSessionTakesNothingAndItsPendingRefsFail() throws Exception {
        Gate gate = gate();
        Mobula session = another();
        ObjectRef<Integer> done = session.put(5);
        ObjectRef<Void> pending = session.submit(() -> gate.pass("begun"));
        ObjectRef<Void> dependent = session.task().after(pending).submit(() -> gate.mark("dependent"));
        gate.until("begun");
        session.close();
        session.close();
        for (var verb : List.<Runnable>of(
                () -> session.submit(() -> 1),
                () -> session.put(1).get(),
                () -> session.withPriority(Priority.LOW).submit(() -> 1),
                () -> session.task().cpus(1).submit(() -> {}))) {
            assertEquals(
                    ErrorCode.SESSION_CLOSED,
                    assertThrows(SessionException.class, verb::run).code());
        }
        for (ObjectRef<?> ref : List.of(pending, dependent)) {
            assertEquals(
                    ErrorCode.SESSION_CLOSED,
                    assertThrows(MobulaException.class, ref::get).code());
        }
        assertEquals(5, done.get());
        gate.open();
        assertFalse(gate.isMarked("dependent"));
    }

    @Test
    default void aDerivedSessionClosesNothing() {
        mobula().withPriority(Priority.HIGH).close();
        assertEquals(1, mobula().submit(() -> 1).get());
    }

    @Test
    default void whoeverWaitsIsWokenByTheClose() throws Exception {
        Gate gate = gate();
        Mobula session = another();
        ObjectRef<Void> pending = session.submit(() -> gate.pass("begun"));
        gate.until("begun");
        Thread closer = Thread.ofPlatform().start(session::close);
        failure(MobulaException.class, ErrorCode.SESSION_CLOSED, pending);
        closer.join();
        gate.open();
    }

    @Test
    default void theClusterIsThere() {
        var cluster = mobula().cluster();
        assertFalse(cluster.nodes().isEmpty());
        assertEquals(cluster.nodes().size() * cpusOfNode(), cluster.capacity().amount("cpu"));
        assertTrue(cluster.traffic().sentBytes() >= 0);
    }

    @Test
    default void refsAreEqualById() {
        ObjectRef<Integer> ref = mobula().put(1);
        assertEquals(ref, ref);
        assertFalse(ref.equals(mobula().put(1)));
        assertEquals(32, ref.id().toString().length());
    }
}
