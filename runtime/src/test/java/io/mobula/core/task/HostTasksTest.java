package io.mobula.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.id.TaskId.ObjectKind;
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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** TASK-2, TASK-3, TASK-5, TASK-7 and RES-1 at the host. */
class HostTasksTest {
    private record Nothing() implements Work, Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private static final ProcessId SELF = ProcessId.node(1, 1);
    private static final ProcessId OWNER = ProcessId.driver(7);
    private static final ProcessId OTHER = ProcessId.driver(8);
    private static final Demand TWO_CPUS = new Demand(List.of(new Demand.Amount("cpu", 2 * Demand.UNIT)));
    private static final Demand ONE_CPU = new Demand(List.of(new Demand.Amount("cpu", Demand.UNIT)));
    private static final Outcome VALUE = new Outcome.Inline(new Nothing(), List.of());
    private static final long ROOM_BYTES = 1_000;
    private static final long LONG_NANOS = 1_000_000_000;

    private final List<String> orders = new ArrayList<>();
    private final List<HostedTask> started = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    private final HostTasks host = new HostTasks(new HostTasks.Settings(SELF, TWO_CPUS, ROOM_BYTES), new Recorded());

    private final class Recorded implements HostEffects {
        @Override
        public void fetchArguments(HostedTask task) {
            orders.add("fetch " + task.push.task());
        }

        @Override
        public void start(HostedTask task) {
            orders.add("start " + task.push.task());
            started.add(task);
        }

        @Override
        public void interrupt(HostedTask task) {
            orders.add("interrupt " + task.push.task());
        }

        @Override
        public void clearAnswer(HostedTask task, Outcome outcome) {
            orders.add("clear " + task.push.task());
        }

        @Override
        public void refuse(ProcessId owner, Message.Push push, Message.Refused.Reason reason) {
            orders.add("refuse " + push.task() + " " + reason);
        }

        @Override
        public void missed(ProcessId owner, Message.Push push, List<RefKey> arguments) {
            orders.add("missed " + push.task() + " " + arguments.size());
        }

        @Override
        public void closeOrphan(HostedTask task) {
            orders.add("orphan " + task.push.task());
        }

        @Override
        public void acknowledged(HostedTask task) {
            orders.add("acknowledged " + task.push.task());
        }

        @Override
        public void send(ProcessId owner, Message message) {
            sent.add(message);
        }

        @Override
        public void emit(HostedTask task, Message.Emit emit) {
            orders.add("emit " + emit.index() + " of " + emit.task());
        }

        @Override
        public void dropElement(Outcome element) {
            orders.add("drop element");
        }

        @Override
        public void taken(HostedTask task, Message.Taken taken) {
            orders.add("taken " + taken.upTo());
        }

        @Override
        public void dropStored(HostedTask task, Message.Result result) {
            orders.add("drop " + task.push.task());
        }

        @Override
        public void makeActor(HostedActor actor) {
            throw new AssertionError("no actor is here");
        }

        @Override
        public void dropActor(HostedActor actor) {
            throw new AssertionError("no actor is here");
        }

        @Override
        public void tell(DirectoryRequest request) {
            throw new AssertionError("nothing of the directory is here");
        }

        @Override
        public void forget(HostedTask task) {
            orders.add("forget " + task.push.task());
        }
    }

    @BeforeEach
    void declare() {
        host.handle(new HostEvent.Declared(OWNER, new Message.Declare(1, ONE_CPU, Optional.empty())));
        host.handle(new HostEvent.Declared(OTHER, new Message.Declare(1, ONE_CPU, Optional.empty())));
    }

    @AfterEach
    void invariantsHold() {
        host.validate();
    }

    private static Message.Push push(long task, int push) {
        return new Message.Push(
                task,
                push,
                TaskId.root(OWNER).child(task, 0),
                OWNER,
                1,
                1,
                Urgency.NORMAL,
                List.of(),
                List.of(),
                Long.MAX_VALUE,
                new Nothing());
    }

    private void push(ProcessId owner, long... tasks) {
        for (long task : tasks) host.handle(new HostEvent.PushArrived(owner, push(task, 1)));
    }

    private void ends(int index) {
        host.handle(new HostEvent.BodyEnded(started.get(index), VALUE, LONG_NANOS));
    }

    private Message.Result onlyResult() {
        List<Message.Result> results = sent.stream()
                .filter(Message.Result.class::isInstance)
                .map(Message.Result.class::cast)
                .toList();
        assertEquals(1, results.size(), sent.toString());
        return results.getFirst();
    }

    private HostLoad load() {
        var answer = new ArrayList<HostLoad>();
        host.handle(new HostEvent.LoadAsked(answer::add));
        return answer.getFirst();
    }

    @Test
    void aRepeatedPushIsAnsweredWithTheStateOfTheFirst() {
        push(OWNER, 1);
        push(OWNER, 1);
        assertEquals(List.of("start 1"), orders);
        ends(0);
        push(OWNER, 1);
        assertEquals(List.of("start 1"), orders);
        assertEquals(List.of(onlyOf(sent), onlyOf(sent)), sent);
    }

    private static Message onlyOf(List<Message> messages) {
        return messages.getFirst();
    }

    @Test
    void neverMoreRunThanFit() {
        push(OWNER, 1, 2, 3, 4);
        assertEquals(List.of("start 1", "start 2"), orders);
        assertEquals(new HostLoad(2, 2, 0), load());
        ends(0);
        assertEquals(List.of("start 1", "start 2", "start 3"), orders);
        assertEquals(new HostLoad(2, 1, 0), load());
    }

    @Test
    void ownersTakeTurns() {
        push(OWNER, 1, 2, 3, 4, 5);
        push(OTHER, 11, 12);
        ends(0);
        ends(1);
        ends(2);
        ends(3);
        assertEquals(List.of("start 1", "start 2", "start 11", "start 3", "start 12", "start 4"), orders);
    }

    @Test
    void aWaitingBodyLendsItsCpuAndGoesOnAtOnce() {
        push(OWNER, 1, 2, 3);
        host.handle(new HostEvent.BodyBlocked(started.getFirst()));
        assertEquals(List.of("start 1", "start 2", "start 3"), orders);
        host.handle(new HostEvent.BodyResumed(started.getFirst()));
        assertEquals(-Demand.UNIT, load().freeCpuUnits());
        push(OWNER, 4);
        ends(0);
        assertEquals(3, started.size()); // what was lent comes back first
        ends(1);
        assertEquals(4, started.size());
    }

    @Test
    void aFullWindowOfWaitingBodiesLendsItsCredits() {
        push(OWNER, 1, 2);
        host.handle(new HostEvent.BodyBlocked(started.getFirst()));
        assertEquals(List.of(new Message.Grant(1, 1)), sent);
        host.handle(new HostEvent.BodyBlocked(started.get(1)));
        assertEquals(List.of(new Message.Grant(1, 1)), sent); // that credit is not spent yet
        push(OWNER, 3);
        assertEquals(List.of(new Message.Grant(1, 1), new Message.Grant(1, 1)), sent);
        host.handle(new HostEvent.BodyResumed(started.getFirst()));
        host.handle(new HostEvent.BodyResumed(started.get(1)));
        assertEquals(List.of(new Message.Revoke(1, 1), new Message.Revoke(1, 1)), sent.subList(2, 4));
    }

    @Test
    void anAnswerThatWaitsForRegistrationsGoesWithItsOwner() {
        push(OWNER, 1);
        var inside = new RefKey(TaskId.root(OTHER).object(ObjectKind.PUT, 0), OTHER, 5);
        var withRef = new Outcome.Inline(new Nothing(), List.of(inside));
        host.handle(new HostEvent.BodyEnded(started.getFirst(), withRef, LONG_NANOS));
        assertEquals(List.of("start 1", "clear 1"), orders);
        host.handle(new HostEvent.OwnerDied(OWNER));
        assertEquals(0, host.open());
        host.handle(new HostEvent.AnswerCleared(started.getFirst(), List.of())); // was on its way
        assertEquals(List.of("start 1", "clear 1", "forget 1"), orders);
        assertTrue(sent.isEmpty());
    }

    @Test
    void aResultIsHeldUntilItIsAcknowledged() {
        push(OWNER, 1);
        ends(0);
        assertEquals(1, host.open());
        host.handle(new HostEvent.AckArrived(OWNER, new Message.ResultAck(1, 9, Verdict.OK)));
        assertEquals(1, host.open()); // of another push
        host.handle(new HostEvent.AckArrived(OWNER, new Message.ResultAck(1, 1, Verdict.OK)));
        assertEquals(0, host.open());
        assertEquals(List.of("start 1", "acknowledged 1", "forget 1"), orders);
    }

    @Test
    void aStaleResultsCopyIsDropped() {
        push(OWNER, 1);
        var ref = new io.mobula.core.id.RefKey(new io.mobula.api.ObjectId(1, 2), OWNER, 1);
        var stored = new Outcome.Stored(new io.mobula.core.id.CopyKey(ref, 1), SELF, 1 << 20, List.of());
        host.handle(new HostEvent.BodyEnded(started.getFirst(), stored, LONG_NANOS));
        host.handle(new HostEvent.AckArrived(OWNER, new Message.ResultAck(1, 1, Verdict.STALE)));
        assertEquals(List.of("start 1", "drop 1", "acknowledged 1", "forget 1"), orders);
    }

    @Test
    void aCancelledTaskThatWaitsIsAnsweredAtOnceAndNeverStarts() {
        push(OWNER, 1, 2, 3);
        host.handle(new HostEvent.CancelArrived(OWNER, new Message.Cancel(3, 1, false)));
        assertEquals(new Outcome.Failed(new Failure.Cancelled()), onlyResult().outcome());
        assertEquals(new HostLoad(2, 0, 0), load());
        push(OWNER, 4);
        assertEquals(new HostLoad(2, 1, 0), load());
        ends(0);
        assertEquals(List.of("start 1", "start 2", "start 4"), orders);
    }

    @Test
    void aCancelledTaskThatRunsIsInterruptedOnceAndAnswersAtItsEnd() {
        push(OWNER, 1);
        var cancel = new HostEvent.CancelArrived(OWNER, new Message.Cancel(1, 1, false));
        host.handle(cancel);
        host.handle(cancel);
        assertEquals(List.of("start 1", "interrupt 1"), orders);
        assertTrue(sent.isEmpty());
        ends(0);
        assertEquals(VALUE, onlyResult().outcome());
        host.handle(cancel);
        assertEquals(List.of("start 1", "interrupt 1"), orders);
    }

    @Test
    void aCancelOfAnotherPushDoesNothing() {
        push(OWNER, 1);
        host.handle(new HostEvent.CancelArrived(OWNER, new Message.Cancel(1, 2, false)));
        host.handle(new HostEvent.CancelArrived(OTHER, new Message.Cancel(1, 1, false)));
        assertEquals(List.of("start 1"), orders);
    }

    @Test
    void aDeadOwnersBodyKeepsItsSlotUntilItEnds() {
        push(OWNER, 1, 2, 3);
        push(OTHER, 11);
        host.handle(new HostEvent.OwnerDied(OWNER));
        assertEquals(List.of("start 1", "start 2", "interrupt 1", "interrupt 2", "orphan 3", "forget 3"), orders);
        host.validate();
        ends(0);
        assertEquals(List.of("orphan 1", "forget 1", "start 11"), orders.subList(6, 9));
        ends(1);
        assertTrue(sent.stream().allMatch(Message.Load.class::isInstance), sent.toString());
        assertEquals(1, host.running());
    }

    @Test
    void aDrainingHostRefusesAndLeavesNoEntry() {
        push(OWNER, 1);
        host.handle(new HostEvent.DrainStarted());
        push(OWNER, 2);
        assertEquals(List.of("start 1", "refuse 2 DRAINING"), orders);
        assertEquals(1, host.open());
        ends(0);
        assertEquals(VALUE, onlyResult().outcome());
    }

    @Test
    void whatHasNotBegunGoesBackWhenTheHostIsDrained() {
        push(OWNER, 1, 2, 3);
        host.handle(new HostEvent.DrainStarted());
        assertEquals(List.of("start 1", "start 2", "refuse 3 DRAINING", "forget 3"), sorted(orders));
        ends(0);
        ends(1);
        assertEquals(2, host.open(), "their results are not acknowledged");
        host.handle(new HostEvent.DrainEnded());
        push(OWNER, 4);
        assertEquals("start 4", orders.getLast());
    }

    /** What a host does with an entry it gives up, in one order. */
    private static List<String> sorted(List<String> orders) {
        var copy = new ArrayList<>(orders);
        if (copy.remove("forget 3")) copy.add("forget 3");
        return copy;
    }

    @Test
    void theWindowGrowsForShortBodiesAndShrinksForLong() {
        push(OWNER, 1);
        host.handle(new HostEvent.BodyEnded(started.getFirst(), VALUE, 10_000));
        var grown = (Message.Grant) sent.getFirst();
        assertTrue(grown.credits() > 100, grown.toString());
        sent.clear();
        for (int task = 2; sent.stream().noneMatch(Message.Revoke.class::isInstance); task++) {
            assertTrue(task < 100, "the window never shrank");
            push(OWNER, task);
            ends(task - 1);
        }
    }

    @Test
    void aPushBeyondEveryWindowIsRefused() {
        for (int task = 1; task <= HostShape.MAX_WINDOW; task++) push(OWNER, task);
        orders.clear();
        push(OWNER, HostShape.MAX_WINDOW + 1);
        assertEquals(List.of("refuse " + (HostShape.MAX_WINDOW + 1) + " NO_CREDIT"), orders);
    }

    @Test
    void aNewPushOfATaskIsAnotherEntry() {
        push(OWNER, 1);
        ends(0);
        host.handle(new HostEvent.AckArrived(OWNER, new Message.ResultAck(1, 1, Verdict.STALE)));
        host.handle(new HostEvent.PushArrived(OWNER, push(1, 2)));
        assertEquals(2, started.size());
    }

    private void emits(int index, long element) {
        host.handle(new HostEvent.Emitted(started.get(index), element, VALUE));
    }

    @Test
    void elementsLeaveWhileTheBodyIsWanted() {
        push(OWNER, 1);
        emits(0, 0);
        host.handle(new HostEvent.TakenArrived(OWNER, new Message.Taken(1, 1, 1, 1)));
        host.handle(new HostEvent.TakenArrived(OWNER, new Message.Taken(1, 2, 1, 1))); // of another push
        host.handle(new HostEvent.CancelArrived(OWNER, new Message.Cancel(1, 1, false)));
        emits(0, 1);
        assertEquals(List.of("start 1", "emit 0 of 1", "taken 1", "interrupt 1", "drop element"), orders);
    }

    @Test
    void whatABodyWithoutAnOwnerEmitsIsDropped() {
        push(OWNER, 1);
        host.handle(new HostEvent.OwnerDied(OWNER));
        emits(0, 0);
        ends(0);
        emits(0, 1);
        assertEquals(2, orders.stream().filter("drop element"::equals).count(), orders.toString());
    }

    private void selfPushes(long... tasks) {
        host.handle(new HostEvent.Declared(SELF, new Message.Declare(1, ONE_CPU, Optional.empty())));
        push(SELF, tasks);
    }

    @Test
    void aBodyThatWaitsHasItsReadyChildStartWithItsCpu() {
        push(OWNER, 1, 2);
        selfPushes(11, 12);
        assertEquals(new HostLoad(2, 2, 0), load());
        host.handle(new HostEvent.WantedInline(started.getFirst(), 12));
        assertEquals(List.of("start 1", "start 2", "start 12"), orders);
        assertEquals(new HostLoad(3, 1, 0), load());
        host.handle(new HostEvent.BodyBlocked(started.getFirst())); // it has lent its CPU already
        assertEquals(new HostLoad(3, 1, 0), load());
        ends(2);
        assertEquals(List.of("start 1", "start 2", "start 12", "forget 12", "start 11"), orders);
        host.handle(new HostEvent.BodyResumed(started.getFirst()));
        assertEquals(new HostLoad(3, 0, -10_000), load(), "over capacity for as long as both run");
        ends(3);
        ends(0);
        ends(1);
    }

    @Test
    void aChildThatRunsAlreadyIsWaitedForAsOthers() {
        push(OWNER, 1);
        selfPushes(11);
        host.handle(new HostEvent.WantedInline(started.getFirst(), 11));
        assertEquals(new HostLoad(2, 0, 10_000), load());
        host.handle(new HostEvent.WantedInline(started.getFirst(), 99)); // never came
        host.handle(new HostEvent.BodyResumed(started.getFirst()));
        assertEquals(new HostLoad(2, 0, 0), load());
    }
}
