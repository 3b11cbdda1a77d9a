package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static io.mobula.session.ContractBase.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.CancelMode;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.TaskTimedOutException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Cancels and deadlines. */
interface CancellationContract extends ContractBase {
    @Test
    default void aQueuedTaskThatIsCancelledNeverRuns() throws Exception {
        Gate full = gate();
        var fillers = fill(mobula(), full);
        Gate gate = gate();
        ObjectRef<Void> queued = mobula().submit(() -> gate.mark("ran"));
        assertTrue(queued.cancel());
        failure(TaskCancelledException.class, ErrorCode.TASK_CANCELLED, queued);
        assertEquals(Future.State.CANCELLED, queued.state());
        assertFalse(queued.cancel());
        // Not by the gate: the node could be told of a free slot before it hears of the cancel. These cancels come
        // after it.
        for (var filler : fillers) assertTrue(filler.cancel());
        assertEquals(1, mobula().submit(() -> 1).get());
        assertFalse(gate.isMarked("ran"));
    }

    @Test
    default void aRunningTaskThatIsCancelledIsInterrupted() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> running = mobula().submit(() -> {
            try {
                gate.pass("begun");
            } catch (InterruptedException interrupted) {
                gate.mark(TaskContext.current().isCancelled() ? "cancelled" : "interrupted alone");
                throw interrupted;
            }
        });
        gate.until("begun");
        assertTrue(running.cancel());
        failure(TaskCancelledException.class, ErrorCode.TASK_CANCELLED, running);
        gate.until("cancelled");
    }

    @Test
    default void aBodyThatIgnoresItsCancelDelaysNobodyButItsSlot() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> stubborn = mobula().submit(() -> {
            gate.mark("begun");
            while (!gate.isMarked("open")) Thread.onSpinWait();
        });
        gate.until("begun");
        assertTrue(stubborn.cancel());
        failure(TaskCancelledException.class, ErrorCode.TASK_CANCELLED, stubborn);
        gate.open();
    }

    @Test
    default void aTaskThatWaitsForADependencyCanBeCancelled() throws Exception {
        Gate gate = gate();
        ObjectRef<Integer> slow = mobula().submit(() -> {
            gate.pass();
            return 1;
        });
        ObjectRef<Integer> dependent = mobula().submit(() -> slow.get());
        assertTrue(dependent.cancel());
        failure(TaskCancelledException.class, ErrorCode.TASK_CANCELLED, dependent);
        gate.open();
        assertEquals(1, slow.get());
    }

    @Test
    default void whatHasEndedCannotBeCancelled() {
        ObjectRef<Integer> ref = mobula().submit(() -> 1);
        assertEquals(1, ref.get());
        assertFalse(ref.cancel());
        assertEquals(1, ref.get());
    }

    /** The end of a task and its cancel meet: whoever is first counts. */
    @Test
    default void aCancelThatRacesTheEndLosesNothing() {
        for (int i = 0; i < 200; i++) {
            ObjectRef<Integer> ref = mobula().submit(() -> 1);
            boolean cancelled = ref.cancel();
            until("it ends", () -> ref.state() != Future.State.RUNNING);
            if (!cancelled) assertEquals(1, ref.get());
        }
    }

    /** A parent, its child and its grandchild, all of them begun; each marks when it is interrupted. */
    private ObjectRef<Void> family(Gate gate, io.mobula.api.TaskBuilder options) throws InterruptedException {
        ObjectRef<Void> parent = options.submit(() -> {
            ObjectRef<Void> child = Mobula.current().task().cpus(0.1).submit(() -> {
                ObjectRef<Void> grandchild = Mobula.current().task().cpus(0.1).submit(() -> hold(gate, "grandchild"));
                gate.until("grandchild");
                hold(gate, "child");
                grandchild.get();
            });
            gate.until("child");
            hold(gate, "parent");
            child.get();
        });
        gate.until("parent");
        return parent;
    }

    private static void hold(Gate gate, String who) throws InterruptedException {
        try {
            gate.pass(who);
        } catch (InterruptedException interrupted) {
            gate.mark(who + " interrupted");
            throw interrupted;
        }
    }

    @Test
    default void aCancelReachesWhatTheBodyHasSubmitted() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> parent = family(gate, mobula().task().cpus(0.1));
        assertTrue(parent.cancel());
        for (String who : new String[] {"parent", "child", "grandchild"}) gate.until(who + " interrupted");
    }

    @Test
    default void aDeadlineReachesThemToo() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> parent = family(gate, mobula().task().cpus(0.1).timeout(Duration.ofSeconds(2)));
        failure(TaskTimedOutException.class, ErrorCode.TASK_TIMED_OUT, parent);
        for (String who : new String[] {"parent", "child", "grandchild"}) gate.until(who + " interrupted");
    }

    @Test
    default void aCancelOfOneAloneSparesThem() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> parent = mobula().task().cpus(0.1).submit(() -> {
            Mobula.current().task().cpus(0.1).submit(() -> {
                gate.pass("child");
                gate.mark("child went on");
            });
            gate.until("child");
            hold(gate, "parent");
        });
        gate.until("parent");
        assertTrue(parent.cancel(CancelMode.ALONE));
        gate.until("parent interrupted");
        gate.open();
        gate.until("child went on");
    }

    @Test
    default void whatACancelledBodySubmitsLaterNeverRuns() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> parent = mobula().submit(() -> {
            Mobula own = Mobula.current();
            try {
                gate.pass("begun");
            } catch (InterruptedException ignored) {
                ObjectRef<Void> late = own.submit(() -> gate.mark("ran"));
                gate.mark(late.state().toString());
            }
        });
        gate.until("begun");
        assertTrue(parent.cancel());
        gate.until("CANCELLED");
        assertFalse(gate.isMarked("ran"));
    }

    @Test
    default void childrenOutliveABodyThatReturns() throws Exception {
        Gate gate = gate();
        ObjectRef<ObjectRef<Integer>> parent = mobula().submit(
                        () -> Mobula.current().submit(() -> {
                            gate.pass("child");
                            return 7;
                        }));
        ObjectRef<Integer> child = parent.get();
        gate.until("child");
        assertFalse(parent.cancel());
        gate.open();
        assertEquals(7, child.get());
    }

    @Test
    default void aTimeoutEndsTheTaskForItsUser() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> ref = mobula().task()
                .name("slow")
                .timeout(Duration.ofMillis(100))
                .submit(() -> {
                    gate.mark("begun");
                    try {
                        gate.until("never");
                    } catch (InterruptedException interrupted) {
                        gate.mark("interrupted");
                        throw interrupted;
                    }
                });
        gate.until("begun");
        var failure = failure(TaskTimedOutException.class, ErrorCode.TASK_TIMED_OUT, ref);
        assertTrue(failure.getMessage().contains("slow"), failure.getMessage());
        gate.until("interrupted");
    }

    @Test
    default void aQueuedTaskTimesOutToo() throws Exception {
        Gate full = gate();
        var fillers = fill(mobula(), full);
        failure(
                TaskTimedOutException.class,
                ErrorCode.TASK_TIMED_OUT,
                mobula().task().timeout(Duration.ofMillis(30)).submit(() -> 1));
        full.open();
        mobula().getAll(fillers);
    }

    @Test
    default void aDeadlineHoldsForTheChildren() {
        Mobula hurried = mobula().withDeadline(Duration.ofSeconds(15));
        Duration left = hurried.submit(() -> Mobula.current()
                        .submit(() -> TaskContext.current().remaining().orElseThrow())
                        .get())
                .get();
        assertTrue(left.isPositive() && left.compareTo(Duration.ofSeconds(15)) < 0, left.toString());
    }

    @Test
    default void aLaterDeadlineHasNoEffect() {
        Mobula hurried = mobula().withDeadline(Duration.ofSeconds(15));
        Duration byDerived = hurried.withDeadline(Duration.ofHours(1))
                .submit(() -> TaskContext.current().remaining().orElseThrow())
                .get();
        Duration byTimeout = hurried.task()
                .timeout(Duration.ofHours(1))
                .submit(() -> TaskContext.current().remaining().orElseThrow())
                .get();
        Duration inside = hurried.submit(() -> Mobula.current()
                        .withDeadline(Duration.ofHours(1))
                        .submit(() -> TaskContext.current().remaining().orElseThrow())
                        .get())
                .get();
        for (Duration left : new Duration[] {byDerived, byTimeout, inside})
            assertTrue(left.compareTo(Duration.ofSeconds(15)) < 0, left.toString());
    }

    @Test
    default void anEarlierDeadlineCounts() throws Exception {
        Gate gate = gate();
        ObjectRef<Void> ref = mobula().withDeadline(Duration.ofHours(1))
                .withDeadline(Duration.ofMillis(50))
                .submit(() -> gate.pass());
        failure(TaskTimedOutException.class, ErrorCode.TASK_TIMED_OUT, ref);
        gate.open();
    }

    @Test
    default void withoutADeadlineNothingRemains() {
        assertTrue(
                mobula().submit(() -> TaskContext.current().remaining()).get().isEmpty());
    }
}
