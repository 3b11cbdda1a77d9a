package io.mobula.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import io.mobula.core.message.Value;
import io.mobula.core.message.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TASK-8: what is kept of ended tasks, and what is made again. */
class LineageTest {
    private record Sized(long sizeBytes) implements Work, Value {}

    private static final ProcessId SELF = ProcessId.driver(1);
    private static final ProcessId OTHER = ProcessId.driver(2);
    private static final ProcessId ONE = ProcessId.node(1, 1);
    private static final Shape SHAPE = new Shape(1, Demand.NONE, Shape.Anywhere.ANYWHERE);
    private static final long BUDGET_BYTES = 20_000;

    private final List<String> orders = new ArrayList<>();
    private final List<OwnedTask> again = new ArrayList<>();
    private final Lineage lineage = new Lineage(BUDGET_BYTES, new Recorded());

    private final class Recorded implements LineageEffects {
        @Override
        public void revive(RefKey ref, Optional<Outcome> known) {
            orders.add("revive " + ref.run() + (known.isPresent() ? " known" : ""));
        }

        @Override
        public void letGo(RefKey ref) {
            orders.add("let go " + ref.run());
        }

        @Override
        public void makeAgain(OwnedTask task, ProcessId lostAt) {
            again.add(task);
            orders.add("again " + task.number + " attempt " + task.attempt());
        }

        @Override
        public void resolve(OwnedTask task, int index, RefKey ref) {
            orders.add("resolve " + task.number + "[" + index + "]");
        }

        @Override
        public void abandon(OwnedTask task) {
            orders.add("abandon " + task.number);
        }

        @Override
        public void fail(RefKey ref, Failure failure) {
            orders.add("fail " + ref.run() + " "
                    + (failure instanceof Failure.CopyLost lost
                            ? lost.why()
                            : failure.getClass().getSimpleName()));
        }
    }

    @AfterEach
    void invariantsHold() {
        lineage.validate();
    }

    private static RefKey ref(long number) {
        return ref(SELF, number);
    }

    private static RefKey ref(ProcessId owner, long number) {
        return new RefKey(TaskId.root(owner).child(number, 0).object(TaskId.ObjectKind.RESULT, 0), owner, number);
    }

    private static Outcome stored(RefKey ref) {
        return new Outcome.Stored(new CopyKey(ref, 1), ONE, 1 << 20, List.of());
    }

    private static OwnedTask task(long number, int maxRetries, long workBytes, List<RefKey> needs, Outcome... values) {
        var options = new TaskOptions("t", SHAPE, maxRetries, RetryRule.NONE, Urgency.NORMAL, TaskOptions.Lifetime.JOB);
        TaskId id = TaskId.root(SELF).child(number, 0);
        return new OwnedTask(
                SELF, number, id, SELF, options, new Sized(workBytes), needs, needs, values, Long.MAX_VALUE, 0, "");
    }

    /** A task with stored arguments has ended with a stored value. */
    private void ended(long number, RefKey... needs) {
        var values = new Outcome[needs.length];
        for (int i = 0; i < needs.length; i++) values[i] = stored(needs[i]);
        lineage.handle(new LineageEvent.Ended(task(number, 3, 100, List.of(needs), values), stored(ref(number))));
    }

    private void freed(long number) {
        lineage.handle(new LineageEvent.Freed(number));
    }

    private void lost(long number) {
        lineage.handle(new LineageEvent.Lost(ref(number), Optional.of(ONE)));
    }

    /** What was made again last has ended. */
    private void madeAgain() {
        OwnedTask task = again.removeLast();
        lineage.handle(new LineageEvent.Ended(task, stored(task.ref())));
    }

    private void expect(String... expected) {
        assertEquals(List.of(expected), orders);
        orders.clear();
        lineage.validate();
    }

    @Test
    void nothingIsKeptOfAResultThatTravelled() {
        var inline = new Outcome.Inline(new Sized(10), List.of());
        lineage.handle(new LineageEvent.Ended(task(1, 3, 100, List.of()), inline));
        assertEquals(0, lineage.size());
    }

    @Test
    void aLostValueIsMadeByTheNextAttempt() {
        ended(1);
        lost(1);
        expect("again 1 attempt 2");
        madeAgain();
        lost(1);
        expect("again 1 attempt 3");
        madeAgain();
        freed(1);
        assertEquals(0, lineage.size());
    }

    @Test
    void retriesEnd() {
        lineage.handle(new LineageEvent.Ended(task(1, 1, 100, List.of()), stored(ref(1))));
        lost(1);
        madeAgain();
        orders.clear();
        lost(1);
        expect("fail 1 RETRIES_EXHAUSTED");
    }

    @Test
    void whatMayRunOnceAndWhatNoTaskMadeIsLostForGood() {
        lineage.handle(new LineageEvent.Ended(task(1, 0, 100, List.of()), stored(ref(1))));
        lost(1);
        expect("fail 1 AT_MOST_ONCE");
        lost(2);
        expect("fail 2 NO_TASK");
        lineage.handle(new LineageEvent.Lost(ref(3), Optional.empty()));
        expect("fail 3 Freed");
    }

    /** The values of a chain may go one by one; its tasks stay for as long as the last value does. */
    @Test
    void aFreedArgumentIsKeptAsATaskAndMadeAgainFirst() {
        ended(1);
        ended(2, ref(1));
        freed(1);
        assertEquals(2, lineage.size());
        lost(2);
        expect("revive 1", "again 2 attempt 2", "resolve 2[0]");
        lineage.handle(new LineageEvent.Lost(ref(1), Optional.empty())); // it is in the table again, without a value
        expect("again 1 attempt 2");
        madeAgain(); // of 1
        madeAgain(); // of 2
        expect("let go 1");
        freed(1);
        freed(2);
        assertEquals(0, lineage.size());
    }

    @Test
    void aDiamondsCornerIsMadeOnce() {
        ended(1);
        ended(2, ref(1));
        ended(3, ref(1));
        freed(1);
        lost(2);
        lineage.handle(new LineageEvent.Lost(ref(1), Optional.empty()));
        lost(3); // the table says that 1 waits for its value, so nobody loses it again
        expect(
                "revive 1",
                "again 2 attempt 2",
                "resolve 2[0]",
                "again 1 attempt 2",
                "revive 1",
                "again 3 attempt 2",
                "resolve 3[0]");
    }

    @Test
    void aLongChainEndsWithoutRecursion() {
        var large = new Lineage(1L << 30, new Recorded());
        for (long number = 1; number <= 20_000; number++) {
            List<RefKey> needs = number == 1 ? List.of() : List.of(ref(number - 1));
            Outcome[] values = number == 1 ? new Outcome[0] : new Outcome[] {stored(ref(number - 1))};
            large.handle(new LineageEvent.Ended(task(number, 3, 100, needs, values), stored(ref(number))));
            if (number > 1) large.handle(new LineageEvent.Freed(number - 1));
        }
        assertEquals(20_000, large.size());
        large.handle(new LineageEvent.Freed(20_000));
        assertEquals(0, large.size());
        large.validate();
    }

    @Test
    void aValueInHandIsNotMadeAgain() {
        var inline = new Outcome.Inline(new Sized(10), List.of());
        RefKey small = ref(9);
        lineage.handle(new LineageEvent.Ended(task(1, 3, 100, List.of(small), inline), stored(ref(1))));
        lost(1);
        expect("revive 9 known", "again 1 attempt 2");
        assertEquals(0, again.getLast().missing);
    }

    @Test
    void argumentsOfOtherOwnersAreAskedFor() {
        ended(1, ref(OTHER, 5));
        lost(1);
        expect("revive 5", "again 1 attempt 2", "resolve 1[0]");
    }

    @Test
    void theOldestTasksMakeWayAndALossSaysSo() {
        for (long number = 1; number <= 60; number++) ended(number);
        lost(60);
        lost(1);
        expect("again 60 attempt 2", "fail 1 LINEAGE_DROPPED");
        for (long number = 1; number <= 60; number++) freed(number);
        orders.clear();
        madeAgain();
        assertEquals(0, lineage.size());
    }

    @Test
    void whatIsFreedWhileItIsMadeAgainIsAbandoned() {
        ended(1);
        lost(1);
        freed(1);
        expect("again 1 attempt 2", "abandon 1");
        again.getLast().abandon();
        lineage.handle(new LineageEvent.Ended(again.removeLast(), new Outcome.Failed(new Failure.Cancelled())));
        assertEquals(0, lineage.size());
    }

    @Test
    void whatIsWantedAgainAfterItWasAbandonedIsMadeOnceThatHasEnded() {
        ended(1);
        ended(2, ref(1));
        lost(1);
        freed(1);
        lost(2);
        orders.clear();
        lineage.handle(new LineageEvent.Lost(ref(1), Optional.empty())); // revived for 2
        expect();
        OwnedTask abandoned = again.getFirst();
        abandoned.abandon();
        lineage.handle(new LineageEvent.Ended(abandoned, new Outcome.Failed(new Failure.Cancelled())));
        expect("again 1 attempt 3");
    }

    @Test
    void whatIsKeptIsWithinItsBound() {
        for (long number = 1; number <= 1_000; number++) ended(number);
        assertTrue(lineage.toString().contains("1000 stored results"), lineage.toString());
        lineage.validate();
        lost(500);
        expect("fail 500 LINEAGE_DROPPED");
    }
}
