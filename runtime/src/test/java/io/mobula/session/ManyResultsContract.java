package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ObjectRef;
import io.mobula.api.Retry;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.TaskFailedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several results of one task. */
interface ManyResultsContract extends ContractBase {
    @Test
    default void eachResultIsAnObjectOfItsOwn() {
        List<ObjectRef<Integer>> refs = mobula().task().submitMany(3, () -> List.of(1, 2, 3));
        assertEquals(3, refs.stream().distinct().count());
        assertEquals(List.of(1, 2, 3), mobula().getAll(refs));
        ObjectRef<Integer> second = refs.get(1);
        assertEquals(20, mobula().submit(() -> second.get() * 10).get());
    }

    @Test
    default void largeResultsAreReadOneByOne() {
        List<ObjectRef<byte[]>> refs = mobula().task()
                .submitMany(
                        4,
                        () -> IntStream.range(0, 4)
                                .mapToObj(i -> {
                                    var part = new byte[300 << 10];
                                    part[0] = (byte) i;
                                    return part;
                                })
                                .toList());
        for (int i = 3; i >= 0; i--) assertEquals(i, refs.get(i).get()[0]);
    }

    @Test
    default void aResultMayBeNull() {
        List<ObjectRef<String>> refs = mobula().task().submitMany(2, () -> Arrays.asList("a", null));
        assertEquals("a", refs.get(0).get());
        assertNull(refs.get(1).get());
    }

    @Test
    default void anotherLengthFailsThemAll() {
        List<ObjectRef<Integer>> refs = mobula().task().name("split").submitMany(3, () -> List.of(1, 2));
        for (ObjectRef<Integer> ref : refs) {
            var failure = failure(TaskFailedException.class, ErrorCode.TASK_FAILED, ref);
            assertTrue(failure.getCause().getMessage().contains("a list of 2"), failure.toString());
        }
        assertThrows(IllegalArgumentException.class, () -> mobula().task().submitMany(0, () -> List.of()));
    }

    @Test
    default void allAreOfOneAttempt() {
        List<ObjectRef<Integer>> refs = mobula().task()
                .retry(Retry.times(2).backoff(Duration.ZERO, 1))
                .submitMany(2, () -> {
                    int attempt = TaskContext.current().attempt();
                    return attempt < 3 ? List.of(attempt) : List.of(attempt, attempt);
                });
        assertEquals(List.of(3, 3), mobula().getAll(refs));
    }

    @Test
    default void cancellingOneCancelsTheTask() throws Exception {
        Gate gate = gate();
        List<ObjectRef<Integer>> refs = mobula().task().submitMany(2, () -> {
            gate.pass("begun");
            return List.of(1, 2);
        });
        gate.until("begun");
        assertEquals(Future.State.RUNNING, refs.get(1).state());
        assertTrue(refs.get(1).cancel());
        for (ObjectRef<Integer> ref : refs) failure(TaskCancelledException.class, ErrorCode.TASK_CANCELLED, ref);
        gate.open();
    }

    @Test
    default void resultsMayBringRefs() {
        var session = mobula();
        List<ObjectRef<List<ObjectRef<String>>>> refs = session.task()
                .submitMany(2, () -> List.of(List.of(session.submit(() -> "a")), List.of(session.submit(() -> "b"))));
        assertEquals("b", refs.get(1).get().getFirst().get());
        assertEquals("a", refs.get(0).get().getFirst().get());
    }

    record Split(String train, String test) {}

    @Test
    default void aRecordIsTakenApartByItsAccessors() {
        ObjectRef<Split> split = mobula().submit(() -> new Split("most", "rest"));
        ObjectRef<String> train = split.map(Split::train);
        assertEquals("most", train.get());
        assertEquals("rest", split.map(Split::test).get());
    }
}
