package io.mobula.core.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import io.mobula.core.message.Work;
import io.mobula.core.task.CallStanding;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.RetryRule;
import io.mobula.core.task.Shape;
import io.mobula.core.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** CALL-1, CALL-4 and CALL-6 at the caller. */
class ActorCallsTest {
    private record Nothing() implements Work {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private static final ProcessId SELF = ProcessId.driver(1);
    private static final ProcessId ONE = ProcessId.node(1, 1);
    private static final ProcessId TWO = ProcessId.node(2, 1);
    private static final ActorId ACTOR = new ActorId(1, 1);
    private static final Shape LANE = new Shape(4, Demand.NONE, new Shape.ActorLane(ACTOR, "reads"));

    private final List<String> orders = new ArrayList<>();
    private final ActorCalls calls = new ActorCalls(new Recorded());
    private final Map<Long, OwnedTask> tasks = new TreeMap<>();
    private long version;

    private final class Recorded implements CallEffects {
        @Override
        public void bind(ProcessId host, Message.Bind bind) {
            orders.add("bind " + bind.lane() + " " + bind.shape() + " life " + bind.epoch() + " at " + host);
        }

        @Override
        public void assign(OwnedTask task, ProcessId host) {
            orders.add("assign " + task.turn + " to " + host);
        }

        @Override
        public void giveUp(OwnedTask task, Failure failure) {
            orders.add(
                    switch (failure) {
                        case Failure.ActorDied died ->
                            "died " + task.turn + " " + died.cause() + (died.mayHaveRun() ? " may have run" : "");
                        case Failure.ActorUnavailable unavailable ->
                            "unavailable " + task.turn + " last " + unavailable.last();
                        default -> throw new AssertionError(failure);
                    });
        }

        @Override
        public void recheckLater(ActorId actor, int bounces) {
            orders.add("recheck " + bounces);
        }

        @Override
        public void lookUp(ActorId actor) {
            orders.add("look up");
        }
    }

    private OwnedTask call(long turn) {
        return tasks.computeIfAbsent(turn, _ -> {
            var options =
                    new TaskOptions("c", LANE, 0, RetryRule.NONE, Urgency.NORMAL, TaskOptions.Lifetime.JOB);
            return new OwnedTask(
                    SELF,
                    turn,
                    TaskId.root(SELF).child(turn, 0),
                    SELF,
                    options,
                    new Nothing(),
                    List.of(),
                    List.of(),
                    new Outcome[0],
                    Long.MAX_VALUE,
                    turn,
                    "");
        });
    }

    private void queued(long... turns) {
        for (long turn : turns) calls.handle(new CallEvent.Queued(call(turn), CallStanding.UNSENT));
    }

    private void back(long turn, CallStanding standing) {
        calls.handle(new CallEvent.Queued(call(turn), standing));
    }

    private void bounced(long turn) {
        calls.handle(new CallEvent.Bounced(call(turn)));
        back(turn, CallStanding.UNSENT);
    }

    private void answered(long turn) {
        calls.handle(new CallEvent.Answered(call(turn)));
    }

    private void learned(int epoch, ActorRecord.State state) {
        calls.handle(new CallEvent.Learned(record(++version, epoch, state)));
    }

    private static ActorRecord record(long version, int epoch, ActorRecord.State state) {
        var policy = new ActorSpec.Policy(3, 0, Integer.MAX_VALUE, false, 0);
        var lanes = List.of(new ActorSpec.Lane("", 1), new ActorSpec.Lane("reads", 2));
        var spec = new ActorSpec(
                ACTOR, SELF, SELF, Optional.empty(), "default", "", "A", Demand.NONE, Optional.empty(), lanes, policy);
        return new ActorRecord(spec, version, epoch, state);
    }

    private static ActorRecord.Dead dead(ActorEnd cause) {
        return new ActorRecord.Dead(cause, "it is over", Opaque.EMPTY);
    }

    private void expect(String... expected) {
        assertEquals(List.of(expected), orders);
        orders.clear();
    }

    /** Calls 1 and 2 are at node 1. */
    private void twoAreSent() {
        learned(1, new ActorRecord.Alive(ONE));
        queued(1, 2);
        orders.clear();
    }

    @Test
    void callsAreBoundOnceAndSentInOrder() {
        queued(1);
        expect("look up");
        learned(1, new ActorRecord.Placed(ONE));
        expect("bind reads 4 life 1 at node-1.1", "assign 1 to node-1.1");
        queued(2);
        expect("assign 2 to node-1.1");
        learned(1, new ActorRecord.Alive(ONE));
        queued(3);
        expect("assign 3 to node-1.1");
    }

    @Test
    void aCallWhoseDependenciesAreNotThereHoldsBackTheLaterOnes() {
        learned(1, new ActorRecord.Alive(ONE));
        queued(2, 3);
        expect();
        queued(1);
        expect(
                "bind reads 4 life 1 at node-1.1",
                "assign 1 to node-1.1",
                "assign 2 to node-1.1",
                "assign 3 to node-1.1");
    }

    @Test
    void aWithdrawnCallsTurnIsPassedOver() {
        learned(1, new ActorRecord.Alive(ONE));
        queued(2);
        calls.handle(new CallEvent.Withdrawn(call(1)));
        expect("bind reads 4 life 1 at node-1.1", "assign 2 to node-1.1");
    }

    @Test
    void afterADeathWhatMayBeRepeatedGoesFirstAndInOrder() {
        twoAreSent();
        calls.handle(new CallEvent.ProcessDied(ONE));
        queued(3);
        back(2, CallStanding.AGAIN);
        expect();
        learned(2, new ActorRecord.Placed(TWO));
        expect(); // the first has not come back
        back(1, CallStanding.AGAIN);
        expect(
                "bind reads 4 life 2 at node-2.1",
                "assign 1 to node-2.1",
                "assign 2 to node-2.1",
                "assign 3 to node-2.1");
    }

    @Test
    void whatMayNotBeRepeatedIsUnavailableOnceTheActorIsKnownToComeBack() {
        twoAreSent();
        calls.handle(new CallEvent.ProcessDied(ONE));
        back(1, new CallStanding.Spent(ONE));
        back(2, CallStanding.AGAIN);
        expect();
        learned(2, new ActorRecord.Waiting("no room"));
        expect("unavailable 1 last node-1.1");
        learned(2, new ActorRecord.Placed(TWO));
        expect("bind reads 4 life 2 at node-2.1", "assign 2 to node-2.1");
    }

    @Test
    void withTheActorsEndEverythingThatWaitsFails() {
        twoAreSent();
        queued(4); // 3 waits for a dependency
        calls.handle(new CallEvent.ProcessDied(ONE));
        back(1, new CallStanding.Spent(ONE));
        learned(1, dead(ActorEnd.NODE_DIED));
        expect("died 1 NODE_DIED may have run", "died 4 NODE_DIED");
        back(2, new CallStanding.Spent(ONE));
        expect("died 2 NODE_DIED may have run");
        queued(3);
        expect("died 3 NODE_DIED");
        queued(5);
        expect("died 5 NODE_DIED");
    }

    @Test
    void ofAStoppedActorTheHostStillAnswersWhatItHas() {
        twoAreSent();
        learned(1, dead(ActorEnd.STOPPED));
        expect();
        answered(1);
        bounced(2);
        expect("died 2 STOPPED");
    }

    @Test
    void aKilledActorsCallsFailAtOnce() {
        twoAreSent();
        learned(1, dead(ActorEnd.KILLED));
        expect("died 1 KILLED may have run", "died 2 KILLED may have run");
    }

    @Test
    void bouncedCallsGoAgainInOrderAfterAPause() {
        twoAreSent();
        bounced(2);
        queued(3);
        bounced(1);
        expect("recheck 1");
        calls.handle(new CallEvent.RecheckDue(ACTOR));
        expect(
                "bind reads 4 life 1 at node-1.1",
                "assign 1 to node-1.1",
                "assign 2 to node-1.1",
                "assign 3 to node-1.1");
        bounced(1);
        expect("recheck 2"); // the pause grows
        learned(2, new ActorRecord.Placed(TWO));
        expect();
        bounced(2);
        bounced(3);
        expect(
                "bind reads 4 life 2 at node-2.1",
                "assign 1 to node-2.1",
                "assign 2 to node-2.1",
                "assign 3 to node-2.1");
    }

    @Test
    void nothingIsSentToTheDead() {
        calls.handle(new CallEvent.ProcessDied(ONE));
        learned(1, new ActorRecord.Placed(ONE));
        queued(1);
        expect();
    }

    @Test
    void olderNewsIsNone() {
        learned(1, new ActorRecord.Alive(ONE));
        ActorRecord old = record(version, 1, new ActorRecord.Waiting("old"));
        learned(2, new ActorRecord.Alive(TWO));
        calls.handle(new CallEvent.Learned(old));
        queued(1);
        expect("bind reads 4 life 2 at node-2.1", "assign 1 to node-2.1");
    }

    @Test
    void anActorTheDirectoryHasForgottenIsDead() {
        queued(1);
        calls.handle(new CallEvent.Forgotten(ACTOR));
        expect("look up", "died 1 FORGOTTEN");
    }

    @Test
    void noMoreThanAWindowIsUnderWay() {
        learned(1, new ActorRecord.Alive(ONE));
        for (long turn = 1; turn <= 1_100; turn++) queued(turn);
        assertEquals(1 + 1_024, orders.size());
        orders.clear();
        answered(1);
        expect("assign 1025 to node-1.1");
    }
}
