package io.mobula.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mobula.core.InvariantViolation;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Message.ResultAck.Verdict;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import io.mobula.core.message.Value;
import io.mobula.core.message.Work;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** TASK-1, TASK-3, TASK-5, TASK-6 and TASK-7 at the owner. */
class OwnerTasksTest {
    private record Nothing() implements Work, Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private static final ProcessId SELF = ProcessId.driver(1);
    private static final ProcessId ONE = ProcessId.node(1, 1);
    private static final ProcessId TWO = ProcessId.node(2, 1);
    private static final Shape SHAPE = new Shape(1, Demand.NONE, Shape.Anywhere.ANYWHERE);
    private static final Outcome VALUE = new Outcome.Inline(new Nothing(), List.of());
    private static final Outcome THROWN =
            new Outcome.Failed(new Failure.Application(new Nothing(), List.of("a.B", "a.A")));

    private final List<String> orders = new ArrayList<>();
    private final OwnerTasks tasks = new OwnerTasks(1, new Recorded());
    private static final RetryRule ONCE = new RetryRule(1, List.of(), 0, 1, 0, Long.MAX_VALUE);

    private long numbers;
    private long firstLost = Long.MAX_VALUE;

    private final class Recorded implements TaskEffects {
        @Override
        public void queue(OwnedTask task) {
            orders.add("queue " + task.number);
        }

        @Override
        public void queueCall(OwnedTask task, CallStanding standing) {
            orders.add("call " + task.number + " " + standing.getClass().getSimpleName());
        }

        @Override
        public void callWithdrawn(OwnedTask task) {
            orders.add("withdrawn " + task.number);
        }

        @Override
        public void push(OwnedTask task, ProcessId host, int attempt, int push) {
            orders.add("push " + task.number + " to " + host + " attempt " + attempt + " push " + push);
        }

        @Override
        public void cancel(ProcessId host, Message.Cancel cancel) {
            orders.add("cancel " + cancel.task() + " push " + cancel.push() + (cancel.alone() ? " alone" : ""));
        }

        @Override
        public void creditUnused(OwnedTask task, ProcessId host) {
            orders.add("credit unused");
        }

        @Override
        public void pushEnded(OwnedTask task, ProcessId host) {
            orders.add("ended at " + host);
        }

        @Override
        public void pushRefused(OwnedTask task, ProcessId host, Message.Refused refused) {
            orders.add("refused push " + refused.push());
        }

        @Override
        public void acknowledge(@Nullable OwnedTask task, ProcessId host, Message.Result result, Verdict verdict) {
            orders.add("ack " + verdict);
        }

        @Override
        public void resolveAgain(OwnedTask task, int index, RefKey ref, Outcome.Stored missed) {
            orders.add("resolve " + task.number + "[" + index + "] not at " + missed.at());
        }

        @Override
        public void remember(OwnedTask task, Outcome outcome) {
            orders.add("remember " + task.number);
        }

        @Override
        public void complete(OwnedTask task, Outcome outcome) {
            orders.add("complete " + task.number + " "
                    + (outcome instanceof Outcome.Failed(Failure failure)
                            ? failure.getClass().getSimpleName()
                            : "value"));
        }

        @Override
        public void element(OwnedStream stream, ProcessId from, Message.Emit emit) {
            orders.add("element " + emit.index() + " of push " + emit.push());
        }

        @Override
        public void passOver(ProcessId from, Message.Emit emit) {
            orders.add("pass over " + emit.index() + " of push " + emit.push());
        }

        @Override
        public void taken(ProcessId host, Message.Taken taken) {
            orders.add("taken " + taken.upTo() + " of " + taken.delivered() + " for push " + taken.push());
        }

        @Override
        public void elementsAnew(OwnedStream stream) {
            orders.add("anew");
        }

        @Override
        public long elementsLost(OwnedStream stream, ProcessId dead) {
            return firstLost;
        }

        @Override
        public void retryLater(OwnedTask task, int attempt, long delayNanos) {
            orders.add("retry attempt " + attempt + " after " + delayNanos);
        }
    }

    @AfterEach
    void invariantsHold() {
        tasks.validate();
    }

    private OwnedTask task(int maxRetries, RetryRule rule, @Nullable Outcome... dependencies) {
        var options = new TaskOptions("t", SHAPE, maxRetries, rule, Urgency.NORMAL, TaskOptions.Lifetime.JOB);
        long number = ++numbers;
        var id = TaskId.root(SELF).child(number, 0);
        return new OwnedTask(
                SELF,
                number,
                id,
                SELF,
                options,
                new Nothing(),
                List.of(),
                List.of(),
                dependencies,
                Long.MAX_VALUE,
                0,
                "");
    }

    private OwnedTask submitted(int maxRetries, RetryRule rule, @Nullable Outcome... dependencies) {
        OwnedTask task = task(maxRetries, rule, dependencies);
        tasks.handle(new TaskEvent.Submitted(task));
        return task;
    }

    /** At node 1, with nothing recorded so far. */
    private OwnedTask pushed(int maxRetries, RetryRule rule) {
        OwnedTask task = submitted(maxRetries, rule);
        tasks.handle(new TaskEvent.Assigned(task, ONE));
        orders.clear();
        return task;
    }

    private void result(ProcessId from, long task, int push, Outcome outcome) {
        tasks.handle(new TaskEvent.ResultArrived(from, new Message.Result(task, push, outcome, List.of(), 1)));
    }

    private void expect(String... expected) {
        assertEquals(List.of(expected), orders);
        orders.clear();
        tasks.validate();
    }

    @Test
    void aTaskIsPushedWhenItsDependenciesHaveEnded() {
        OwnedTask task = submitted(3, RetryRule.NONE, null, VALUE, null);
        expect();
        tasks.handle(new TaskEvent.DependencyEnded(1, 0, VALUE));
        tasks.handle(new TaskEvent.DependencyEnded(1, 0, VALUE)); // told twice
        expect();
        tasks.handle(new TaskEvent.DependencyEnded(1, 2, VALUE));
        expect("queue 1");
        tasks.handle(new TaskEvent.Assigned(task, ONE));
        expect("push 1 to node-1.1 attempt 1 push 1");
        result(ONE, 1, 1, VALUE);
        expect("ack OK", "ended at node-1.1", "complete 1 value");
        assertEquals(0, tasks.size());
    }

    @Test
    void aFailedDependencyIsTheTasksOwnFailure() {
        submitted(3, RetryRule.NONE, null, null);
        tasks.handle(new TaskEvent.DependencyEnded(1, 1, THROWN));
        expect("complete 1 Application");
        tasks.handle(new TaskEvent.DependencyEnded(1, 0, VALUE));
        expect();
    }

    @Test
    void aTaskIsSubmittedOnce() {
        OwnedTask task = submitted(3, RetryRule.NONE);
        assertThrows(InvariantViolation.class, () -> tasks.handle(new TaskEvent.Submitted(task)));
    }

    @Test
    void onlyTheCurrentPushsResultCounts() {
        pushed(3, RetryRule.NONE);
        result(ONE, 1, 2, VALUE);
        result(TWO, 1, 1, VALUE);
        result(ONE, 99, 1, VALUE); // forgotten long ago, or never known
        expect("ack STALE", "ack STALE", "ack STALE");
        result(ONE, 1, 1, VALUE);
        expect("ack OK", "ended at node-1.1", "complete 1 value");
        result(ONE, 1, 1, VALUE);
        expect("ack STALE");
    }

    @Test
    void aRefusalCostsNoAttempt() {
        OwnedTask task = pushed(0, RetryRule.NONE);
        tasks.handle(new TaskEvent.RefusedArrived(ONE, new Message.Refused(1, 1, Message.Refused.Reason.DRAINING)));
        expect("refused push 1", "ended at node-1.1", "queue 1");
        tasks.handle(new TaskEvent.RefusedArrived(ONE, new Message.Refused(1, 1, Message.Refused.Reason.DRAINING)));
        expect();
        tasks.handle(new TaskEvent.Assigned(task, TWO));
        expect("push 1 to node-2.1 attempt 1 push 2");
    }

    @Test
    void aDeathFailsExactlyThePushesThatNodeHad() {
        pushed(3, RetryRule.NONE);
        OwnedTask other = submitted(3, RetryRule.NONE);
        tasks.handle(new TaskEvent.Assigned(other, TWO));
        orders.clear();
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        expect("ended at node-1.1", "queue 1");
    }

    @Test
    void retriesOfTheSystemEnd() {
        OwnedTask task = pushed(1, RetryRule.NONE);
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        tasks.handle(new TaskEvent.Assigned(task, TWO));
        expect("ended at node-1.1", "queue 1", "push 1 to node-2.1 attempt 2 push 2");
        tasks.handle(new TaskEvent.ProcessDied(TWO));
        expect("ended at node-2.1", "complete 1 RetriesExhausted");
    }

    @Test
    void atMostOnceIsNeverPushedTwice() {
        pushed(0, RetryRule.NONE);
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        expect("ended at node-1.1", "complete 1 MayHaveRun");
    }

    @Test
    void nothingIsSentToTheDead() {
        OwnedTask task = submitted(0, RetryRule.NONE);
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        orders.clear();
        tasks.handle(new TaskEvent.Assigned(task, ONE));
        expect("queue 1");
        tasks.handle(new TaskEvent.Assigned(task, TWO));
        expect("push 1 to node-2.1 attempt 1 push 1");
    }

    @Test
    void failuresOfTheRulesTypeAreTriedAgainWithGrowingDelay() {
        var rule = new RetryRule(2, List.of("a.A"), 100, 3, 0, Long.MAX_VALUE);
        OwnedTask task = pushed(0, rule);
        result(ONE, 1, 1, THROWN);
        expect("ack STALE", "ended at node-1.1", "retry attempt 2 after 100");
        tasks.handle(new TaskEvent.RetryDue(1, 1)); // of an attempt long over
        expect();
        tasks.handle(new TaskEvent.RetryDue(1, 2));
        tasks.handle(new TaskEvent.Assigned(task, ONE));
        expect("queue 1", "push 1 to node-1.1 attempt 2 push 2");
        result(ONE, 1, 2, THROWN);
        expect("ack STALE", "ended at node-1.1", "retry attempt 3 after 300");
        tasks.handle(new TaskEvent.RetryDue(1, 3));
        tasks.handle(new TaskEvent.Assigned(task, ONE));
        orders.clear();
        result(ONE, 1, 3, THROWN);
        expect("ack OK", "ended at node-1.1", "complete 1 Application");
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        pushed(3, new RetryRule(2, List.of("a.Z"), 100, 3, 0, Long.MAX_VALUE));
        result(ONE, 1, 1, THROWN);
        expect("ack OK", "ended at node-1.1", "complete 1 Application");
    }

    @Test
    void retriesOfTheApplicationCostNoneOfTheSystem() {
        OwnedTask task = pushed(1, new RetryRule(1, List.of(), 0, 1, 0, Long.MAX_VALUE));
        result(ONE, 1, 1, THROWN);
        tasks.handle(new TaskEvent.RetryDue(1, 2));
        tasks.handle(new TaskEvent.Assigned(task, ONE));
        orders.clear();
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        expect("ended at node-1.1", "queue 1");
    }

    private static TaskEvent cancel(long task) {
        return new TaskEvent.GivenUp(task, new Failure.Cancelled());
    }

    @Test
    void aCancelEndsTheTaskForItsUserAndTheHostStillAnswers() {
        pushed(3, RetryRule.NONE);
        tasks.handle(cancel(1));
        expect("cancel 1 push 1", "complete 1 Cancelled");
        tasks.handle(cancel(1));
        expect();
        result(ONE, 1, 1, VALUE);
        expect("ack STALE", "ended at node-1.1");
        assertEquals(0, tasks.size());
    }

    @Test
    void aCancelledTaskEndsWithItsHostsDeathOrRefusal() {
        pushed(3, RetryRule.NONE);
        tasks.handle(cancel(1));
        orders.clear();
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        expect("ended at node-1.1");
        OwnedTask second = submitted(3, RetryRule.NONE);
        tasks.handle(new TaskEvent.Assigned(second, TWO));
        tasks.handle(cancel(2));
        orders.clear();
        tasks.handle(new TaskEvent.RefusedArrived(TWO, new Message.Refused(2, 1, Message.Refused.Reason.NO_CREDIT)));
        expect("refused push 1", "ended at node-2.1");
        assertEquals(0, tasks.size());
    }

    @Test
    void whatIsCancelledBeforeItsPushIsNeverPushed() {
        submitted(3, RetryRule.NONE, (Outcome) null);
        OwnedTask queued = submitted(3, RetryRule.NONE);
        orders.clear();
        tasks.handle(cancel(1));
        tasks.handle(cancel(2));
        tasks.handle(new TaskEvent.Assigned(queued, ONE));
        expect("complete 1 Cancelled", "complete 2 Cancelled", "credit unused");
    }

    @Test
    void aRetryThatWaitsCanBeCancelled() {
        pushed(3, new RetryRule(1, List.of(), 100, 1, 0, Long.MAX_VALUE));
        result(ONE, 1, 1, THROWN);
        orders.clear();
        tasks.handle(cancel(1));
        tasks.handle(new TaskEvent.RetryDue(1, 2));
        expect("complete 1 Cancelled");
    }

    @Test
    void theEndOfTheSessionGivesUpWhatHasNotEnded() {
        pushed(3, RetryRule.NONE);
        submitted(3, RetryRule.NONE, (Outcome) null);
        orders.clear();
        tasks.handle(new TaskEvent.Closed());
        expect("cancel 1 push 1", "complete 1 JobEnded", "complete 2 JobEnded");
    }

    private static final RefKey ARGUMENT = new RefKey(new io.mobula.api.ObjectId(7, 7), SELF, 77);

    private static Outcome storedAt(ProcessId place) {
        return new Outcome.Stored(new CopyKey(ARGUMENT, 1), place, 1 << 20, List.of());
    }

    /** With one stored argument. */
    private OwnedTask taking(Outcome argument) {
        var options = new TaskOptions("t", SHAPE, 3, RetryRule.NONE, Urgency.NORMAL, TaskOptions.Lifetime.JOB);
        long number = ++numbers;
        OwnedTask task = new OwnedTask(
                SELF,
                number,
                TaskId.root(SELF).child(number, 0),
                SELF,
                options,
                new Nothing(),
                List.of(ARGUMENT),
                List.of(ARGUMENT),
                new Outcome[] {argument},
                Long.MAX_VALUE,
                0,
                "");
        tasks.handle(new TaskEvent.Submitted(task));
        return task;
    }

    @Test
    void aStoredResultIsRememberedBeforeItIsAcknowledged() {
        pushed(3, RetryRule.NONE);
        result(ONE, 1, 1, storedAt(ONE));
        expect("remember 1", "ack OK", "ended at node-1.1", "complete 1 value");
    }

    @Test
    void whatWaitsForItsPushWaitsForAnArgumentThatDies() {
        OwnedTask task = taking(storedAt(ONE));
        expect("queue 1");
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        expect("resolve 1[0] not at node-1.1");
        tasks.handle(new TaskEvent.Assigned(task, TWO)); // from the queue it was in
        expect("credit unused");
        tasks.handle(new TaskEvent.DependencyEnded(1, 0, storedAt(TWO)));
        expect("queue 1");
        tasks.handle(new TaskEvent.Assigned(task, TWO));
        expect("push 1 to node-2.1 attempt 1 push 1");
    }

    @Test
    void whatIsSubmittedWithAnArgumentOfTheDeadWaitsForAnother() {
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        taking(storedAt(ONE));
        expect("resolve 1[0] not at node-1.1");
        tasks.handle(new TaskEvent.DependencyEnded(1, 0, THROWN));
        expect("complete 1 Application");
    }

    @Test
    void aPushThatFoundItsArgumentMissingGoesAgainAndCostsNoAttempt() {
        OwnedTask task = taking(storedAt(ONE));
        tasks.handle(new TaskEvent.Assigned(task, TWO));
        orders.clear();
        missed(1);
        expect("refused push 1", "ended at node-2.1", "resolve 1[0] not at node-1.1");
        tasks.handle(new TaskEvent.DependencyEnded(1, 0, storedAt(TWO)));
        tasks.handle(new TaskEvent.Assigned(task, TWO));
        expect("queue 1", "push 1 to node-2.1 attempt 1 push 2");
    }

    private void missed(int push) {
        var refused = new Message.Refused(1, push, Message.Refused.Reason.ARGUMENT_MISSED, List.of(ARGUMENT));
        tasks.handle(new TaskEvent.RefusedArrived(TWO, refused));
    }

    @Test
    void anArgumentThatIsNeverFoundFailsTheTaskInTheEnd() {
        OwnedTask task = taking(storedAt(ONE));
        for (int push = 1; push <= Recovery.MOST_MISSES; push++) {
            tasks.handle(new TaskEvent.Assigned(task, TWO));
            missed(push);
            tasks.handle(new TaskEvent.DependencyEnded(1, 0, storedAt(ONE)));
        }
        tasks.handle(new TaskEvent.Assigned(task, TWO));
        orders.clear();
        missed(Recovery.MOST_MISSES + 1);
        expect("refused push 17", "ended at node-2.1", "complete 1 CopyLost");
    }

    /** At node 1 as its second attempt: the value of the first was lost there. */
    private OwnedTask madeAgain() {
        OwnedTask first = pushed(3, RetryRule.NONE);
        result(ONE, 1, 1, storedAt(ONE));
        OwnedTask again = first.lasting().again(ONE);
        tasks.handle(new TaskEvent.Submitted(again));
        tasks.handle(new TaskEvent.Assigned(again, ONE));
        orders.clear();
        return again;
    }

    @Test
    void aTaskThatIsMadeAgainIsItsNextAttemptWithAFreshPush() {
        OwnedTask first = pushed(3, RetryRule.NONE);
        result(ONE, 1, 1, storedAt(ONE));
        orders.clear();
        OwnedTask again = first.lasting().again(ONE);
        tasks.handle(new TaskEvent.Submitted(again));
        tasks.handle(new TaskEvent.Assigned(again, TWO));
        expect("queue 1", "push 1 to node-2.1 attempt 2 push 2");
        result(ONE, 1, 1, storedAt(ONE)); // of the first making, late
        expect("ack STALE");
        result(TWO, 1, 2, VALUE); // small this time
        expect("remember 1", "ack OK", "ended at node-2.1", "complete 1 value");
    }

    @Test
    void noUserCancelsWhatHasEndedForHim() {
        madeAgain();
        tasks.handle(cancel(1));
        tasks.handle(new TaskEvent.GivenUp(1, new Failure.DeadlinePassed()));
        expect();
        tasks.handle(new TaskEvent.Closed());
        expect("cancel 1 push 2", "complete 1 JobEnded");
        result(ONE, 1, 2, VALUE);
        expect("ack STALE", "ended at node-1.1", "remember 1");
    }

    @Test
    void whatIsMadeAgainAndAbandonedEndsForItsLineageOnceItsHostHasAnswered() {
        madeAgain();
        tasks.handle(new TaskEvent.Abandoned(1));
        tasks.handle(new TaskEvent.Abandoned(1));
        expect("cancel 1 push 2");
        result(ONE, 1, 2, VALUE);
        expect("ack STALE", "ended at node-1.1", "remember 1");
    }

    @Test
    void retriesAreSharedByAllMakings() {
        OwnedTask task = madeAgain(); // attempt 2 of 4
        for (int attempt = 3; attempt <= 4; attempt++) {
            ProcessId host = ProcessId.node(5, attempt);
            tasks.handle(new TaskEvent.ProcessDied(attempt == 3 ? ONE : ProcessId.node(5, 3)));
            tasks.handle(new TaskEvent.Assigned(task, host));
        }
        orders.clear();
        tasks.handle(new TaskEvent.ProcessDied(ProcessId.node(5, 4)));
        expect("ended at node-5.4", "remember 1", "complete 1 RetriesExhausted");
    }

    @Test
    void whatCannotBePlacedFails() {
        OwnedTask task = submitted(3, RetryRule.NONE);
        orders.clear();
        tasks.handle(new TaskEvent.Unplaceable(task, new Failure.Infeasible(Demand.NONE, "none")));
        expect("complete 1 Infeasible");
    }

    private OwnedStream stream(OwnedStream.Replay replay) {
        var options = new TaskOptions("s", SHAPE, 3, ONCE, Urgency.NORMAL, TaskOptions.Lifetime.JOB);
        long number = ++numbers;
        var stream = new OwnedStream(
                SELF,
                number,
                TaskId.root(SELF).child(number, 0),
                SELF,
                options,
                new Nothing(),
                List.of(),
                List.of(),
                new Outcome[0],
                Long.MAX_VALUE,
                0,
                "",
                replay,
                "");
        tasks.handle(new TaskEvent.Submitted(stream));
        tasks.handle(new TaskEvent.Assigned(stream, ONE));
        orders.clear();
        return stream;
    }

    private void emit(ProcessId from, int push, long index) {
        tasks.handle(new TaskEvent.EmitArrived(from, new Message.Emit(1, push, index, VALUE)));
    }

    @Test
    void elementsCountInTheirTurnAndOfTheCurrentPush() {
        stream(OwnedStream.Replay.CONTINUE);
        emit(ONE, 1, 0);
        emit(ONE, 1, 0);
        emit(TWO, 1, 1);
        emit(ONE, 2, 1);
        emit(ONE, 1, 1);
        expect(
                "element 0 of push 1",
                "pass over 0 of push 1",
                "pass over 1 of push 1",
                "pass over 1 of push 2",
                "element 1 of push 1");
        assertThrows(InvariantViolation.class, () -> emit(ONE, 1, 3));
        tasks.handle(new TaskEvent.ElementsTaken(1, 2));
        expect("taken 2 of 2 for push 1");
        result(ONE, 1, 1, VALUE);
        expect("ack OK", "ended at node-1.1", "complete 1 value");
        emit(ONE, 1, 2);
        tasks.handle(new TaskEvent.ElementsTaken(1, 3));
        expect("pass over 2 of push 1");
    }

    @Test
    void elementsOfACancelledStreamArePassedOver() {
        stream(OwnedStream.Replay.CONTINUE);
        tasks.handle(cancel(1));
        orders.clear();
        emit(ONE, 1, 0);
        expect("pass over 0 of push 1");
        result(ONE, 1, 1, VALUE);
        expect("ack STALE", "ended at node-1.1");
    }

    @Test
    void anotherPushIsToldWhatTheConsumerHas() {
        OwnedStream stream = stream(OwnedStream.Replay.CONTINUE);
        for (int i = 0; i < 5; i++) emit(ONE, 1, i);
        tasks.handle(new TaskEvent.ElementsTaken(1, 2));
        orders.clear();
        firstLost = 4;
        tasks.handle(new TaskEvent.ProcessDied(ONE));
        tasks.handle(new TaskEvent.ElementsTaken(1, 3)); // by then it is nowhere
        expect("ended at node-1.1", "queue 1");
        tasks.handle(new TaskEvent.Assigned(stream, TWO));
        expect("push 1 to node-2.1 attempt 2 push 2", "taken 3 of 4 for push 2");
        emit(TWO, 2, 3);
        emit(TWO, 2, 4);
        expect("pass over 3 of push 2", "element 4 of push 2");
    }

    @Test
    void severalResultsAreAllOfOnePush() {
        OwnedStream stream = stream(OwnedStream.Replay.ANEW);
        emit(ONE, 1, 0);
        result(ONE, 1, 1, THROWN);
        tasks.handle(new TaskEvent.RetryDue(1, 2));
        orders.clear();
        tasks.handle(new TaskEvent.Assigned(stream, ONE));
        expect("push 1 to node-1.1 attempt 2 push 2", "anew");
        emit(ONE, 2, 0);
        expect("element 0 of push 2");
    }

    @Test
    void onlyAStreamEmits() {
        pushed(3, RetryRule.NONE);
        assertThrows(InvariantViolation.class, () -> emit(ONE, 1, 0));
    }

    @Test
    void aCancelMaySpareTheChildren() {
        pushed(3, RetryRule.NONE);
        tasks.handle(new TaskEvent.GivenUp(1, new Failure.Cancelled(), true));
        expect("cancel 1 push 1 alone", "complete 1 Cancelled");
    }
}
