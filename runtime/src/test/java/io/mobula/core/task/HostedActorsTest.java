package io.mobula.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.DirectoryRequest;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Dependency;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Message;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import io.mobula.core.message.Value;
import io.mobula.core.message.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Actors and bundles at their host: lanes, lives, what they take and give back (CALL-1, CALL-2, CALL-7, RES-1). */
class HostedActorsTest {
    private record Nothing() implements Work, Value {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private static final ProcessId SELF = ProcessId.node(1, 1);
    private static final ProcessId CALLER = ProcessId.driver(7);
    private static final ProcessId OTHER = ProcessId.driver(8);
    private static final ActorId ACTOR = new ActorId(1, 1);
    private static final BundleId BUNDLE = new BundleId(new GroupId(3, 3), 0);
    private static final Outcome VALUE = new Outcome.Inline(new Nothing(), List.of());
    private static final int TASKS = 9;

    private final List<String> orders = new ArrayList<>();
    private final Map<Long, HostedTask> started = new HashMap<>();
    private final Map<Long, HostedTask> fetching = new HashMap<>();
    private final List<HostedActor> made = new ArrayList<>();
    private final HostTasks host = new HostTasks(new HostTasks.Settings(SELF, cpus(2), Long.MAX_VALUE), new Recorded());

    private final class Recorded implements HostEffects {
        @Override
        public void fetchArguments(HostedTask task) {
            fetching.put(task.push.task(), task);
        }

        @Override
        public void start(HostedTask task) {
            orders.add("start " + task.push.task());
            started.put(task.push.task(), task);
        }

        @Override
        public void interrupt(HostedTask task) {
            orders.add("interrupt " + task.push.task());
        }

        @Override
        public void clearAnswer(HostedTask task, Outcome outcome) {
            host.handle(new HostEvent.AnswerCleared(task, List.of()));
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
        public void closeOrphan(HostedTask task) {}

        @Override
        public void acknowledged(HostedTask task) {}

        @Override
        public void send(ProcessId owner, Message message) {
            if (!(message instanceof Message.Result result)) return;
            String how = result.outcome() instanceof Outcome.Failed(Failure failure)
                    ? failure.getClass().getSimpleName()
                    : "value";
            orders.add("result " + result.task() + " " + how);
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
        public void dropStored(HostedTask task, Message.Result result) {}

        @Override
        public void makeActor(HostedActor actor) {
            orders.add("make " + actor.epoch);
            made.add(actor);
        }

        @Override
        public void dropActor(HostedActor actor) {
            orders.add("drop " + actor.epoch);
        }

        @Override
        public void tell(DirectoryRequest request) {
            orders.add(
                    switch (request) {
                        case DirectoryRequest.ActorStarted started -> "tell started " + started.epoch();
                        case DirectoryRequest.ActorEnded ended -> "tell " + ended.cause() + " " + ended.epoch();
                        case DirectoryRequest.BundleReserved reserved -> "tell reserved " + reserved.epoch();
                        default -> throw new AssertionError(request);
                    });
        }

        @Override
        public void forget(HostedTask task) {}
    }

    @AfterEach
    void invariantsHold() {
        host.validate();
    }

    private static Demand cpus(int count) {
        return new Demand(List.of(new Demand.Amount("cpu", (long) count * Demand.UNIT)));
    }

    private static ActorSpec spec(Demand demand, Optional<BundleId> bundle) {
        var lanes = List.of(new ActorSpec.Lane("", 1), new ActorSpec.Lane("reads", 2));
        var policy = new ActorSpec.Policy(3, 0, Integer.MAX_VALUE, false, 0);
        return new ActorSpec(
                ACTOR, CALLER, CALLER, Optional.empty(), "default", "", "A", demand, bundle, lanes, policy);
    }

    private void assign(int epoch, Demand demand) {
        host.handle(new HostEvent.ActorAssigned(spec(demand, Optional.empty()), epoch));
    }

    private HostedActor alive(int epoch) {
        assign(epoch, cpus(1));
        HostedActor actor = made.getLast();
        host.handle(new HostEvent.ActorMade(actor));
        orders.clear();
        return actor;
    }

    private static HostEvent withdrawn(int before) {
        return new HostEvent.ActorWithdrawn(ACTOR, before, new Failure.ActorUnavailable(ACTOR, SELF));
    }

    private void bind(ProcessId caller, int shape, int epoch, String lane) {
        host.handle(new HostEvent.Bound(caller, new Message.Bind(shape, ACTOR, epoch, lane)));
    }

    private static Message.Push push(long task, int shape, List<Dependency> dependencies) {
        var id = TaskId.root(CALLER).child(task, 0);
        return new Message.Push(
                task, 1, id, CALLER, 1, shape, Urgency.NORMAL, dependencies, List.of(), Long.MAX_VALUE, new Nothing());
    }

    private void call(ProcessId caller, int shape, long... tasks) {
        for (long task : tasks) host.handle(new HostEvent.PushArrived(caller, push(task, shape, List.of())));
    }

    private void callWithStored(int shape, long task) {
        var ref = new RefKey(new io.mobula.api.ObjectId(1, 1), CALLER, 99);
        var stored = new Outcome.Stored(new CopyKey(ref, 0), CALLER, 1 << 20, List.of());
        host.handle(new HostEvent.PushArrived(CALLER, push(task, shape, List.of(new Dependency(ref, stored)))));
    }

    private void ends(long task) {
        host.handle(new HostEvent.BodyEnded(started.get(task), VALUE, 1_000));
    }

    private void expect(String... expected) {
        assertEquals(List.of(expected), orders);
        orders.clear();
        host.validate();
    }

    @Test
    void callsWaitUntilTheActorIsMade() {
        assign(1, cpus(1));
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1, 2);
        expect("make 1");
        host.handle(new HostEvent.ActorMade(made.getFirst()));
        expect("tell started 1", "start 1");
        ends(1);
        expect("result 1 value", "start 2");
    }

    @Test
    void aRestartableActorEndsWithItsRunningCallsWhenItsNodeIsDrained() {
        HostedActor actor = alive(1);
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1, 2);
        expect("start 1");
        host.handle(new HostEvent.DrainStarted());
        expect("refuse 2 NOT_HERE");
        assertEquals(List.of(ACTOR), remains().actors());
        ends(1);
        expect("result 1 value", "tell NODE_DIED 1", "drop 1");
        assertEquals(List.of(), remains().actors());
        assertEquals(1, actor.epoch);
    }

    @Test
    void anIdleRestartableActorEndsAtOnceWhenItsNodeIsDrained() {
        alive(1);
        host.handle(new HostEvent.DrainStarted());
        expect("tell NODE_DIED 1", "drop 1");
    }

    @Test
    void anActorWithoutARestartStaysAtADrainedNodeAndWorks() {
        alive(4);
        bind(CALLER, 1, 4, "");
        host.handle(new HostEvent.DrainStarted());
        call(CALLER, 1, 1);
        expect("start 1");
        assertEquals(List.of(ACTOR), remains().actors());
    }

    @Test
    void anActorAssignedToADrainedNodeGoesElsewhereWhenItIsMade() {
        host.handle(new HostEvent.DrainStarted());
        assign(1, cpus(1));
        expect("make 1");
        host.handle(new HostEvent.ActorMade(made.getFirst()));
        expect("tell started 1", "tell NODE_DIED 1", "drop 1");
    }

    private HostRemains remains() {
        var answer = new ArrayList<HostRemains>();
        host.handle(new HostEvent.RemainsAsked(answer::add));
        return answer.getFirst();
    }

    @Test
    void aLaneRunsAsManyAtOnceAsItSays() {
        alive(1);
        bind(CALLER, 1, 1, "");
        bind(CALLER, 2, 1, "reads");
        call(CALLER, 2, 1, 2, 3);
        call(CALLER, 1, 4, 5);
        expect("start 1", "start 2", "start 4");
        ends(2);
        expect("result 2 value", "start 3");
    }

    @Test
    void aCallDoesNotOvertakeItsCallersEarlierOneWhoseArgumentsAreOnTheirWay() {
        alive(1);
        bind(CALLER, 1, 1, "");
        bind(OTHER, 1, 1, "");
        callWithStored(1, 1);
        call(CALLER, 1, 2);
        expect();
        call(OTHER, 1, 3);
        expect("start 3"); // another caller's does
        host.handle(new HostEvent.ArgumentsReady(fetching.get(1L)));
        ends(3);
        expect("result 3 value", "start 1");
        ends(1);
        expect("result 1 value", "start 2");
    }

    @Test
    void aCallWithoutItsArgumentsFailsAndTheNextRuns() {
        alive(1);
        bind(CALLER, 1, 1, "");
        callWithStored(1, 1);
        call(CALLER, 1, 2);
        var lost = new Failure.CopyLost(
                new RefKey(new io.mobula.api.ObjectId(1, 1), CALLER, 99), OTHER, Failure.CopyLost.Why.UNREACHABLE);
        host.handle(new HostEvent.ArgumentsFailed(fetching.get(1L), lost));
        expect("start 2", "result 1 CopyLost");
    }

    /** It would lose its turn on the way back. */
    @Test
    void aCallWhoseArgumentsAreNotWhereTheyShouldBeFailsToo() {
        alive(1);
        bind(CALLER, 1, 1, "");
        callWithStored(1, 1);
        HostedTask call = fetching.get(1L);
        host.handle(new HostEvent.ArgumentsMissed(call, call.push.dependencies()));
        expect("result 1 CopyLost");
    }

    @Test
    void callersTakeTurns() {
        alive(1);
        bind(CALLER, 1, 1, "");
        bind(OTHER, 1, 1, "");
        call(CALLER, 1, 1, 2, 3);
        call(OTHER, 1, 11);
        expect("start 1");
        ends(1);
        ends(2);
        expect("result 1 value", "start 2", "result 2 value", "start 11");
    }

    @Test
    void anAsyncCallLetsItsLaneGoOnAndEndsWithItsStage() {
        alive(1);
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1, 2);
        host.handle(new HostEvent.StageReturned(started.get(1L)));
        expect("start 1", "start 2");
        ends(2);
        ends(1);
        expect("result 2 value", "result 1 value");
    }

    @Test
    void aCallForAnotherLifeIsRefused() {
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1);
        expect("refuse 1 NOT_HERE");
        alive(2);
        call(CALLER, 1, 2); // bound before it was here
        expect("refuse 2 NOT_HERE");
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 3);
        expect("refuse 3 NOT_HERE");
        bind(CALLER, 1, 2, "");
        call(CALLER, 1, 4);
        expect("start 4");
    }

    @Test
    void aWithdrawnLifeBouncesWhatWaitsAndInterruptsWhatRuns() {
        alive(1);
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1, 2);
        orders.clear();
        host.handle(withdrawn(Integer.MAX_VALUE));
        expect("refuse 2 NOT_HERE", "interrupt 1");
        host.handle(new HostEvent.BodyEnded(started.get(1L), new Outcome.Failed(new Failure.Cancelled()), 1));
        expect("result 1 ActorUnavailable", "drop 1");
    }

    @Test
    void anExitEndsWithTheRunningCallAndTheDirectoryIsTold() {
        HostedActor actor = alive(1);
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1, 2);
        orders.clear();
        host.handle(new HostEvent.ActorExits(actor));
        expect("refuse 2 NOT_HERE");
        call(CALLER, 1, 3);
        expect("refuse 3 NOT_HERE");
        ends(1);
        expect("result 1 value", "tell STOPPED 1", "drop 1");
        host.handle(new HostEvent.ActorAssigned(actor.spec, 1)); // the directory has not heard yet
        expect();
        host.handle(withdrawn(Integer.MAX_VALUE));
        expect();
    }

    @Test
    void aFactoryThatFailsBouncesTheCallsAndGivesBackWhatItTook() {
        assign(1, cpus(2));
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1);
        host.handle(new HostEvent.ActorFailed(made.getFirst(), ActorEnd.CREATION_FAILED, "it threw", Opaque.EMPTY));
        expect("make 1", "refuse 1 NOT_HERE", "tell CREATION_FAILED 1", "drop 1");
        host.handle(withdrawn(Integer.MAX_VALUE));
        task(50);
        expect("start 50");
    }

    @Test
    void aLifeWithdrawnWhileItIsMadeIsDroppedWhenItIs() {
        assign(1, cpus(1));
        host.handle(withdrawn(2));
        expect("make 1");
        host.handle(new HostEvent.ActorMade(made.getFirst()));
        expect("drop 1");
    }

    @Test
    void theNextLifeMayBeHereToo() {
        HostedActor first = alive(1);
        bind(CALLER, 1, 1, "");
        call(CALLER, 1, 1);
        orders.clear();
        assign(2, cpus(1));
        expect("interrupt 1", "make 2");
        ends(1);
        expect("result 1 value", "drop 1");
        host.handle(new HostEvent.ActorMade(first)); // told twice
        host.handle(new HostEvent.ActorMade(made.getLast()));
        expect("tell started 2");
    }

    private void task(long number) {
        host.handle(new HostEvent.Declared(CALLER, new Message.Declare(TASKS, cpus(1), Optional.empty())));
        call(CALLER, TASKS, number);
    }

    @Test
    void anActorWaitsForItsResourcesBeforeTasksThatComeLater() {
        task(1);
        task(2);
        assign(1, cpus(2));
        task(3);
        expect("start 1", "start 2");
        ends(1);
        expect("result 1 value");
        ends(2);
        expect("result 2 value", "make 1", "refuse 3 NO_CREDIT"); // it may run elsewhere
        host.handle(withdrawn(2));
        host.handle(new HostEvent.ActorMade(made.getFirst()));
        task(4);
        expect("drop 1", "start 4");
    }

    @Test
    void aTaskThatNeedsNothingTheWaitingActorLacksStarts() {
        task(1);
        assign(1, cpus(2));
        host.handle(new HostEvent.Declared(CALLER, new Message.Declare(8, Demand.NONE, Optional.empty())));
        call(CALLER, 8, 2);
        expect("start 1", "start 2");
    }

    private void inBundle(long task) {
        host.handle(new HostEvent.Declared(CALLER, new Message.Declare(5, cpus(1), Optional.of(BUNDLE))));
        call(CALLER, 5, task);
    }

    @Test
    void aBundleSetsResourcesAside() {
        host.handle(new HostEvent.BundleAssigned(BUNDLE, 1, cpus(1)));
        expect("tell reserved 1");
        inBundle(1);
        inBundle(2);
        task(3);
        task(4);
        expect("start 1", "start 3"); // one of the bundle's, one of the node's
        ends(1);
        expect("result 1 value", "start 2");
        host.handle(new HostEvent.BundleAssigned(BUNDLE, 2, cpus(1)));
        expect("tell reserved 2"); // it stays where it is
    }

    @Test
    void aBundleWaitsForRunningTasks() {
        task(1);
        task(2);
        host.handle(new HostEvent.BundleAssigned(BUNDLE, 1, cpus(2)));
        inBundle(3);
        expect("start 1", "start 2", "refuse 3 NOT_HERE");
        ends(1);
        ends(2);
        expect("result 1 value", "result 2 value", "tell reserved 1");
        inBundle(4);
        expect("start 4");
    }

    @Test
    void aRemovedGroupFailsWhatRunsInItAndGivesBackItsResources() {
        host.handle(new HostEvent.BundleAssigned(BUNDLE, 1, cpus(2)));
        inBundle(1);
        inBundle(2);
        inBundle(3);
        task(9);
        orders.clear();
        host.handle(new HostEvent.GroupRemoved(BUNDLE.group()));
        expect("refuse 3 NOT_HERE", "interrupt 1", "interrupt 2");
        host.handle(new HostEvent.BodyEnded(started.get(1L), new Outcome.Failed(new Failure.Cancelled()), 1));
        expect("result 1 GroupGone");
        ends(2);
        expect("result 2 value");
        task(4);
        expect("start 4");
    }

    @Test
    void anActorInABundleTakesOfIt() {
        host.handle(new HostEvent.BundleAssigned(BUNDLE, 1, cpus(1)));
        host.handle(new HostEvent.ActorAssigned(spec(cpus(1), Optional.of(BUNDLE)), 1));
        inBundle(1);
        expect("tell reserved 1", "make 1");
        host.handle(new HostEvent.ActorMade(made.getFirst()));
        host.handle(withdrawn(Integer.MAX_VALUE));
        expect("tell started 1", "drop 1", "start 1");
    }

    @Test
    void aBundleWantedAgainBeforeItsLastTaskHasEndedIsReservedAnew() {
        host.handle(new HostEvent.BundleAssigned(BUNDLE, 1, cpus(1)));
        inBundle(1);
        host.handle(new HostEvent.BundleWithdrawn(BUNDLE, 2));
        host.handle(new HostEvent.BundleAssigned(BUNDLE, 3, cpus(1)));
        expect("tell reserved 1", "start 1", "interrupt 1");
        ends(1);
        expect("result 1 value", "tell reserved 3");
        inBundle(2);
        expect("start 2");
    }

    @Test
    void aDeadCallersCallsGoAndTheOthersRun() {
        alive(1);
        bind(CALLER, 1, 1, "");
        bind(OTHER, 1, 1, "");
        call(CALLER, 1, 1, 2);
        call(OTHER, 1, 3);
        orders.clear();
        host.handle(new HostEvent.OwnerDied(CALLER));
        expect("interrupt 1");
        ends(1);
        expect("start 3");
    }
}
