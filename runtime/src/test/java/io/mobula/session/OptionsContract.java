package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static io.mobula.session.ContractBase.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.Retry;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.api.error.TaskFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Retries, priorities, resources, and what a task may know of itself. */
interface OptionsContract extends ContractBase {
    Duration AT_ONCE = Duration.ofMillis(1);

    @Test
    default void aFailureOfTheTypeNamedIsTriedAgain() {
        Gate gate = gate();
        ObjectRef<Integer> ref = mobula().task()
                .retry(Retry.times(2).on(IOException.class).backoff(AT_ONCE, 1))
                .submit(() -> {
                    int attempt = TaskContext.current().attempt();
                    gate.tell("attempt " + attempt);
                    if (attempt < 3) throw new FileNotFoundException("not yet");
                    return attempt;
                });
        assertEquals(3, ref.get());
        assertEquals(List.of("attempt 1", "attempt 2", "attempt 3"), gate.told());
    }

    @Test
    default void retriesEnd() {
        Gate gate = gate();
        ObjectRef<Void> ref = mobula().task()
                .retry(Retry.times(2).backoff(AT_ONCE, 1))
                .submit(() -> {
                    gate.tell("attempt");
                    throw new IOException("always");
                });
        assertInstanceOf(
                IOException.class,
                failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ref).getCause());
        assertEquals(3, gate.told().size());
    }

    @Test
    default void otherFailuresAreNotTriedAgain() {
        Gate gate = gate();
        ObjectRef<Void> ref = mobula().task()
                .retry(Retry.times(2).on(IOException.class).backoff(AT_ONCE, 1))
                .submit(() -> {
                    gate.tell("attempt");
                    throw new IllegalStateException("no");
                });
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ref);
        assertEquals(1, gate.told().size());
    }

    @Test
    default void maxRetriesIsForTheSystemAlone() {
        Gate gate = gate();
        ObjectRef<Void> ref = mobula().task().maxRetries(5).submit(() -> {
            gate.tell("attempt");
            throw new IOException("mine");
        });
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ref);
        assertEquals(1, gate.told().size());
        assertEquals(1, mobula().task().maxRetries(0).submit(() -> 1).get());
        assertThrows(IllegalArgumentException.class, () -> mobula().task().maxRetries(-1));
    }

    @Test
    default void theUrgentOnesGoFirst() throws Exception {
        Gate full = gate();
        var fillers = fill(mobula(), full);
        Gate gate = gate();
        var same = mobula().task().cpus(cpusOfNode()); // of the fillers' shape: their credits are spent
        ObjectRef<Void> low = same.priority(Priority.LOW).submit(() -> gate.tell("low"));
        ObjectRef<Void> normal = same.submit(() -> gate.tell("normal"));
        ObjectRef<Void> high = same.priority(Priority.HIGH).submit(() -> gate.tell("high"));
        full.open();
        mobula().getAll(fillers);
        mobula().getAll(List.of(low, normal, high));
        assertEquals(orderOfUrgency(), gate.told());
    }

    @Test
    default void aPriorityIsInheritedByTheChildren() {
        Mobula urgent = mobula().withPriority(Priority.HIGH);
        assertEquals(
                Priority.HIGH,
                urgent.submit(() -> Mobula.current()
                                .submit(() -> TaskContext.current().priority())
                                .get())
                        .get());
    }

    /** In what order three tasks of different priority ran. */
    default List<String> orderOfUrgency() {
        return List.of("high", "normal", "low");
    }

    @Test
    default void aDemandThatNoNodeCanMeetFailsAndNamesTheLargestNode() {
        ObjectRef<Integer> ref = mobula().task().name("huge").cpus(10_000).submit(() -> 1);
        var failure = failure(PlacementException.class, ErrorCode.PLACEMENT_INFEASIBLE, ref);
        String message = failure.getMessage();
        assertTrue(message.contains("huge") && message.contains("10000 cpu"), message);
        assertTrue(mobula().cluster().nodes().stream().anyMatch(node -> message.contains(node.name())), message);
    }

    @Test
    default void noMoreRunAtOnceThanTheCpusAllow() {
        Gate gate = gate();
        var exclusive = mobula().task().cpus(cpusOfNode());
        int nodes = mobula().cluster().nodes().size();
        var refs = new java.util.ArrayList<ObjectRef<Void>>();
        for (int i = 0; i < 12; i++) {
            refs.add(exclusive.submit(() -> {
                gate.tell("in");
                gate.tell("out");
            }));
        }
        mobula().getAll(refs);
        int inside = 0;
        for (String line : gate.told()) {
            inside += line.equals("in") ? 1 : -1;
            assertTrue(inside <= nodes, gate.told().toString());
        }
    }

    @Test
    default void aTaskKnowsItself() {
        record Seen(String id, int attempt, String node, boolean cancelled, Priority priority) {}
        var context = mobula().submit(() -> {
                    TaskContext own = TaskContext.current();
                    return new Seen(own.id(), own.attempt(), own.node(), own.isCancelled(), own.priority());
                })
                .get();
        assertTrue(context.id().matches("[0-9a-f]{32}"), context.id());
        assertEquals(1, context.attempt());
        assertTrue(
                mobula().cluster().nodes().stream()
                        .anyMatch(node ->
                                node.id().equals(context.node()) || node.name().equals(context.node())),
                context.node());
        assertFalse(context.cancelled());
        assertEquals(Priority.NORMAL, context.priority());
        assertNotEquals(
                context.id(), mobula().submit(() -> TaskContext.current().id()).get());
    }

    @Test
    default void explainSaysWhatItWaitsFor() throws Exception {
        Gate full = gate();
        ObjectRef<Integer> failed = mobula().task().name("fails").submit(() -> {
            throw new IllegalStateException("because");
        });
        failure(TaskFailedException.class, ErrorCode.TASK_FAILED, failed);
        ObjectRef<String> done = mobula().put("x");
        var fillers = fill(mobula(), full);
        ObjectRef<Integer> first = mobula().task().name("first").submit(() -> 1);
        ObjectRef<Integer> second = mobula().task().name("second").submit(() -> first.get());
        assertTrue(
                done.explain().summary().contains("has ended"), done.explain().toString());
        assertTrue(
                failed.explain().summary().contains("because"), failed.explain().toString());
        assertTrue(
                fillers.getFirst().explain().summary().contains("running"),
                fillers.getFirst().explain().toString());
        until("first is placed or queued", () -> {
            String summary = first.explain().summary();
            return summary.contains("queued") || summary.contains("slot");
        });
        assertTrue(
                second.explain().summary().contains("1 of 1"), second.explain().toString());
        assertEquals(List.of("waits for first"), second.explain().reasons());
        full.open();
        assertEquals(1, second.get());
        assertTrue(
                second.explain().summary().contains("has ended"),
                second.explain().toString());
    }
}
