package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.Priority;
import io.mobula.api.Ready;
import io.mobula.api.Retry;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.MobulaException;
import io.mobula.api.error.PlacementException;
import io.mobula.api.error.TaskCancelledException;
import io.mobula.api.error.TaskFailedException;
import io.mobula.api.error.TaskTimedOutException;
import io.mobula.api.resource.Resources;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedCluster.class)
class TasksProcessIT {
    private static final Duration LIMIT = LocalCluster.LIMIT;
    private static final int SLOTS = 6;

    record Pair(ObjectRef<Integer> left, ObjectRef<Integer> right) {}

    @TempDir
    private Path dir;

    private Mobula mobula;

    @BeforeEach
    void connect(LocalCluster shared) {
        mobula = shared.connect();
    }

    @AfterEach
    void close() {
        mobula.close();
    }

    private static int fibonacci(Mobula mobula, int n) {
        if (n < 2) return n;
        ObjectRef<Integer> left = mobula.submit(() -> fibonacci(mobula, n - 1));
        ObjectRef<Integer> right = mobula.submit(() -> fibonacci(mobula, n - 2));
        return left.get() + right.get();
    }

    /** A file that says that a body has begun, then a wait that only an interrupt or the deadline of the test ends. */
    private static String block(String started) throws Exception {
        Files.createFile(Path.of(started));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Files.createFile(Path.of(started + ".interrupted"));
            throw interrupted;
        }
        return "never";
    }

    private static boolean waitForFile(String name) throws Exception {
        while (!Files.exists(Path.of(name))) Thread.sleep(5);
        return true;
    }

    private static int failUntil(int attempt) throws IOException {
        if (TaskContext.current().attempt() < attempt)
            throw new FileNotFoundException("attempt " + TaskContext.current().attempt());
        return TaskContext.current().attempt();
    }

    @Test
    void tasksRunOnEveryNode() {
        var refs = new ArrayList<ObjectRef<String>>();
        for (int i = 0; i < 60; i++)
            refs.add(mobula.submit(() -> {
                Thread.sleep(20);
                return TaskContext.current().node();
            }));
        Set<String> nodes = new HashSet<>(mobula.getAll(refs));
        assertEquals(Set.of("node-1", "node-2", "node-3"), nodes);
        assertEquals(3, mobula.cluster().nodes().size());
        assertEquals(6.0, mobula.cluster().capacity().amount("cpu"));
    }

    @Test
    void nestedTasksWaitDeeperThanThereAreSlots() {
        Mobula session = mobula;
        assertEquals(55, mobula.submit(() -> fibonacci(session, 10)).get(LIMIT));
    }

    @Test
    void refsInsideValuesAreGoodOnTheOtherSide() {
        Mobula session = mobula;
        Pair pair = mobula.submit(() -> new Pair(session.submit(() -> 40), session.put(2)))
                .get(LIMIT);
        assertEquals(42, pair.left().get(LIMIT) + pair.right().get(LIMIT));
        ObjectRef<Integer> left = pair.left();
        List<ObjectRef<Integer>> inList = List.of(left, pair.right());
        assertEquals(
                42,
                mobula.submit(() -> inList.get(0).get() + inList.get(1).get()).get(LIMIT));
    }

    @Test
    void bigValuesTravelBetweenNodes() {
        ObjectRef<byte[]> big = mobula.submit(() -> {
            byte[] bytes = new byte[8 << 20];
            for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (i * 31);
            return bytes;
        });
        var sums = new ArrayList<ObjectRef<Integer>>();
        for (int i = 0; i < 12; i++)
            sums.add(mobula.submit(() -> {
                Thread.sleep(20);
                return java.util.Arrays.hashCode(big.get());
            }));
        int expected = java.util.Arrays.hashCode(big.get(LIMIT));
        for (ObjectRef<Integer> sum : sums) assertEquals(expected, sum.get(LIMIT));
        byte[] argument = new byte[3 << 20];
        argument[argument.length - 1] = 7;
        assertEquals(
                7, mobula.submit(() -> argument[argument.length - 1]).get(LIMIT).intValue());
    }

    @Test
    void allMapFlattenAwaitAndAsCompletedMeanWhatTheySay() {
        Mobula session = mobula;
        List<ObjectRef<Integer>> refs =
                IntStream.range(0, 20).mapToObj(i -> mobula.submit(() -> i)).toList();
        ObjectRef<List<Integer>> all = mobula.all(refs);
        assertEquals(
                190,
                mobula.submit(() -> all.get().stream().mapToInt(i -> i).sum()).get(LIMIT));
        assertEquals(190, all.map(list -> list.stream().mapToInt(i -> i).sum()).get(LIMIT));
        ObjectRef<ObjectRef<Integer>> nested = mobula.submit(() -> session.submit(() -> 7));
        assertEquals(7, ObjectRef.flatten(nested).get(LIMIT));
        Ready<Integer> ready = mobula.await(refs, 20, LIMIT);
        assertEquals(refs, ready.ready());
        var seen = new HashSet<Integer>();
        for (ObjectRef<Integer> done : mobula.<Integer>asCompleted(refs)) seen.add(done.get());
        assertEquals(20, seen.size());
    }

    @Test
    void awaitReturnsAtItsTimeWithWhatIsThere() {
        String gate = dir.resolve("gate").toString();
        ObjectRef<Boolean> late = mobula.submit(() -> waitForFile(gate));
        ObjectRef<Boolean> early = mobula.submit(() -> true);
        early.get(LIMIT);
        Ready<Boolean> ready = mobula.await(List.of(late, early), 2, Duration.ofMillis(100));
        assertEquals(List.of(early), ready.ready());
        assertEquals(List.of(late), ready.pending());
        late.cancel();
    }

    @Test
    void aCancelledTaskIsInterruptedAndItsSlotIsFree() throws Exception {
        var running = new ArrayList<ObjectRef<String>>();
        for (int i = 0; i < SLOTS; i++) {
            String file = dir.resolve("running-" + i).toString();
            running.add(mobula.submit(() -> block(file)));
        }
        for (int i = 0; i < SLOTS; i++) {
            Path file = dir.resolve("running-" + i);
            Until.holds(file + " has begun", LIMIT, () -> Files.exists(file));
        }
        String never = dir.resolve("queued").toString();
        ObjectRef<String> queued = mobula.submit(() -> block(never));
        ObjectRef<Integer> behind = mobula.submit(() -> 1);

        assertTrue(queued.cancel());
        assertTrue(running.getFirst().cancel());

        assertEquals(
                ErrorCode.TASK_CANCELLED,
                assertThrows(TaskCancelledException.class, queued::get).code());
        assertThrows(TaskCancelledException.class, running.getFirst()::get);
        assertEquals(1, behind.get(LIMIT), "the slot of the cancelled one");
        Path noticed = dir.resolve("running-0.interrupted");
        Until.holds("the body was interrupted", LIMIT, () -> Files.exists(noticed));
        running.forEach(ObjectRef::cancel);
        assertEquals(
                SLOTS,
                mobula.getAll(IntStream.range(0, SLOTS)
                                .mapToObj(_ -> mobula.submit(() -> 1))
                                .toList())
                        .size());
        assertFalse(Files.exists(Path.of(never)), "a task cancelled in the queue never runs");
    }

    @Test
    void aTaskThatPassesItsDeadlineIsInterrupted() throws Exception {
        String file = dir.resolve("slow").toString();
        ObjectRef<String> slow = mobula.task().timeout(Duration.ofMillis(700)).submit(() -> block(file));
        var failure = assertThrows(TaskTimedOutException.class, () -> slow.get(LIMIT));
        assertEquals(ErrorCode.TASK_TIMED_OUT, failure.code());
        Path noticed = Path.of(file + ".interrupted");
        Until.holds("the body was interrupted", LIMIT, () -> Files.exists(noticed));
        assertTrue(mobula.withDeadline(Duration.ofSeconds(30))
                        .submit(() -> TaskContext.current().remaining().orElseThrow())
                        .get(LIMIT)
                        .toSeconds()
                <= 30);
    }

    @Test
    void urgentTasksOvertakeThoseThatWait() throws Exception {
        String gate = dir.resolve("gate").toString();
        String order = Files.createFile(dir.resolve("order")).toString();
        var blockers = new ArrayList<ObjectRef<Boolean>>();
        for (int i = 0; i < SLOTS; i++) blockers.add(mobula.submit(() -> waitForFile(gate)));
        var low = new ArrayList<ObjectRef<?>>();
        for (int i = 0; i < 40; i++)
            low.add(mobula.task().priority(Priority.LOW).submit(() -> note(order, "low")));
        var high = new ArrayList<ObjectRef<?>>();
        for (int i = 0; i < 4; i++)
            high.add(mobula.task().priority(Priority.HIGH).submit(() -> note(order, "high")));
        Files.createFile(Path.of(gate));
        for (ObjectRef<?> ref : high) ref.get(LIMIT);
        for (ObjectRef<?> ref : low) ref.get(LIMIT);
        for (ObjectRef<Boolean> ref : blockers) ref.get(LIMIT);
        List<String> ran = Files.readAllLines(Path.of(order));
        int last = ran.lastIndexOf("high");
        assertEquals(44, ran.size());
        assertTrue(last < 34, "tasks already sent to nodes may run first, the rest may not: " + ran);
    }

    private static int note(String file, String word) throws Exception {
        Files.writeString(Path.of(file), word + "\n", java.nio.file.StandardOpenOption.APPEND);
        Thread.sleep(5);
        return 0;
    }

    @Test
    void theNamedExceptionAndItsSubclassesAreTriedAgain() {
        Retry retry = new Retry(3, List.of(IOException.class), Duration.ofMillis(5), 1, 0, java.util.Optional.empty());
        assertEquals(3, mobula.task().retry(retry).submit(() -> failUntil(3)).get(LIMIT));
        ObjectRef<Integer> other = mobula.task().retry(retry).submit(() -> {
            if (TaskContext.current().attempt() < 3) throw new IllegalStateException("no");
            return 0;
        });
        var failure = assertThrows(TaskFailedException.class, () -> other.get(LIMIT));
        assertEquals(
                "no", failure.cause(IllegalStateException.class).orElseThrow().getMessage());
        ObjectRef<Integer> tooOften = mobula.task().retry(retry).submit(() -> failUntil(9));
        var last = assertThrows(TaskFailedException.class, () -> tooOften.get(LIMIT));
        assertEquals(
                "attempt 4",
                last.cause(FileNotFoundException.class).orElseThrow().getMessage());
        assertTrue(last.getMessage().contains("attempt 4"), last.getMessage());
    }

    @Test
    void aResourceOfYourOwnIsTakenByOneTaskAtATime() throws Exception {
        var task = mobula.task().resources(Resources.none().and("licence", 1));
        String log = Files.createFile(dir.resolve("licences")).toString();
        var refs = new ArrayList<ObjectRef<String>>();
        for (int i = 0; i < 18; i++)
            refs.add(task.submit(() -> {
                String node = TaskContext.current().node();
                Path held = Path.of(log + "." + node);
                Files.createFile(held); // fails if another task of this node has it
                Thread.sleep(10);
                Files.delete(held);
                return node;
            }));
        assertEquals(18, mobula.getAll(refs).size());
    }

    @Test
    void aDemandThatNoNodeCanMeetFailsAndNamesTheLargest() {
        ObjectRef<Integer> ref = mobula.task().cpus(64).submit(() -> 1);
        var failure = assertThrows(PlacementException.class, () -> ref.get(LIMIT));
        assertEquals(ErrorCode.PLACEMENT_INFEASIBLE, failure.code());
        assertTrue(failure.getMessage().contains("64 cpu"), failure.getMessage());
        assertTrue(failure.getMessage().matches(".*the nearest is .*2 cpu.*"), failure.getMessage());
        assertInstanceOf(MobulaException.class, failure);
    }
}
