package io.mobula.core.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ObjectId;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.Draining;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.CopyKey;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.RefKey;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Opaque;
import io.mobula.core.message.Outcome;
import io.mobula.core.message.Urgency;
import io.mobula.core.message.Work;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.RetryRule;
import io.mobula.core.task.Shape;
import io.mobula.core.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which task goes where, and when. */
class PlacerTest {
    private record Nothing() implements Work {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private static final long GRACE = 1_000;
    private static final ProcessId SELF = ProcessId.driver(1);
    private static final Shape ONE_CPU = shape(1, 1);
    private static final Shape FOUR_CPUS = shape(2, 4);

    private final List<String> orders = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Placer placer = new Placer(new Placer.Settings(0, GRACE), new Recorded());
    private long numbers;
    private long now;

    private final class Recorded implements PlaceEffects {
        @Override
        public void declare(ProcessId host, Shape shape) {
            orders.add("declare " + shape.number() + " at " + host.number());
        }

        @Override
        public void recall(ProcessId host, int shape, int count) {
            orders.add("recall " + count + " of " + shape + " from " + host.number());
        }

        @Override
        public void assign(OwnedTask task, ProcessId host) {
            orders.add(task.number + " to " + host.number());
        }

        @Override
        public void unplaceable(OwnedTask task, Failure failure) {
            orders.add(task.number + " unplaceable");
            failures.add(failure);
        }

        @Override
        public long nowNanos() {
            return now;
        }

        @Override
        public void checkGraceAt(long nanos) {
            if (nanos - now == Recalls.PERIOD_NANOS) return; // a look now and then while anything is pushed
            orders.add("check at " + nanos);
        }
    }

    private static Shape shape(int number, int cpus) {
        return new Shape(number, cpus(cpus), Shape.Anywhere.ANYWHERE);
    }

    private static Demand cpus(int count) {
        return new Demand(List.of(new Demand.Amount("cpu", count * Demand.UNIT)));
    }

    private static ProcessId node(int number) {
        return ProcessId.node(number, 1);
    }

    /** One node for each number, with so many CPUs. */
    private void viewed(long at, int... cpus) {
        now = at;
        var nodes = IntStream.range(0, cpus.length)
                .mapToObj(i ->
                        new ClusterView.Node(node(i + 1), "node-" + (i + 1), "h", "h:1", "", cpus(cpus[i]), i == 0, 1))
                .toList();
        placer.handle(new PlaceEvent.Viewed(new ClusterView(1, nodes)));
    }

    private void queue(Shape shape, Urgency urgency, Outcome... dependencies) {
        long number = ++numbers;
        var refs = IntStream.range(0, dependencies.length)
                .mapToObj(i -> new RefKey(new ObjectId(number, i), SELF, 1_000 + number))
                .toList();
        var options = new TaskOptions("t", shape, 3, RetryRule.NONE, urgency, TaskOptions.Lifetime.JOB);
        var id = TaskId.root(SELF).child(number, 0);
        placer.handle(new PlaceEvent.Queued(new OwnedTask(
                SELF, number, id, SELF, options, new Nothing(), refs, refs, dependencies, Long.MAX_VALUE, 0, "")));
    }

    private void queue(Shape shape, int count) {
        for (int i = 0; i < count; i++) queue(shape, Urgency.NORMAL);
    }

    private void expect(String... expected) {
        assertEquals(List.of(expected), orders);
        orders.clear();
    }

    private static Outcome stored(int at, long bytes) {
        var ref = new RefKey(new ObjectId(1, at), SELF, 1);
        return new Outcome.Stored(new CopyKey(ref, 0), node(at), bytes, List.of());
    }

    @Test
    void nothingGoesToANodeThatIsDrainedUntilThatIsUndone() {
        viewed(0, 1, 1);
        var nodes = List.of(
                new ClusterView.Node(node(1), "node-1", "h", "h:1", "", cpus(1), true, 1),
                new ClusterView.Node(node(2), "node-2", "h", "h:1", "", cpus(1), false, 1));
        var draining = List.of(new Draining(node(1), Draining.Aim.LEAVE, 1));
        placer.handle(new PlaceEvent.Viewed(new ClusterView(2, nodes, draining)));
        queue(ONE_CPU, 2);
        expect("declare 1 at 2", "1 to 2");
        placer.handle(new PlaceEvent.Viewed(new ClusterView(3, nodes)));
        expect("declare 1 at 1", "2 to 1");
    }

    @Test
    void theLeastUsedNodeIsTakenUntilNoCreditIsLeft() {
        viewed(0, 2, 2);
        queue(ONE_CPU, 5);
        expect("declare 1 at 1", "1 to 1", "declare 1 at 2", "2 to 2", "3 to 1", "4 to 2");
        assertEquals(1, placer.waiting());
        placer.handle(new PlaceEvent.CreditReturned(node(2), 1));
        expect("5 to 2");
    }

    @Test
    void aLargeNodeTakesItsShare() {
        viewed(0, 1, 3);
        queue(ONE_CPU, 4);
        assertEquals(3, orders.stream().filter(order -> order.endsWith("to 2")).count());
    }

    @Test
    void theTaskGoesToItsBytes() {
        viewed(0, 2, 2, 2);
        queue(ONE_CPU, Urgency.NORMAL, stored(3, 100), stored(2, 5_000), stored(3, 200));
        expect("declare 1 at 2", "1 to 2");
        queue(ONE_CPU, Urgency.NORMAL, stored(2, 100));
        queue(ONE_CPU, Urgency.NORMAL, stored(2, 100)); // no credit is left there
        expect("2 to 2", "declare 1 at 1", "3 to 1");
    }

    @Test
    void theUrgentGoFirstAndEqualsInOrder() {
        viewed(0, 1);
        queue(ONE_CPU, 1);
        queue(ONE_CPU, Urgency.LOW);
        queue(ONE_CPU, Urgency.NORMAL);
        queue(ONE_CPU, Urgency.HIGH);
        queue(ONE_CPU, Urgency.HIGH);
        for (int i = 0; i < 4; i++) placer.handle(new PlaceEvent.CreditReturned(node(1), 1));
        expect("declare 1 at 1", "1 to 1", "4 to 1", "5 to 1", "3 to 1", "2 to 1");
    }

    @Test
    void aWindowGrowsAndShrinks() {
        viewed(0, 1);
        queue(ONE_CPU, 4);
        orders.clear();
        placer.handle(new PlaceEvent.WindowChanged(node(1), 1, 2));
        expect("2 to 1", "3 to 1");
        placer.handle(new PlaceEvent.WindowChanged(node(1), 1, -2));
        placer.handle(new PlaceEvent.CreditReturned(node(1), 1));
        placer.handle(new PlaceEvent.CreditReturned(node(1), 1));
        expect();
        placer.handle(new PlaceEvent.CreditReturned(node(1), 1));
        expect("4 to 1");
    }

    @Test
    void aDemandThatNoNodeCanMeetFailsAfterTheGrace() {
        viewed(0, 1, 2);
        queue(FOUR_CPUS, 2);
        expect("check at " + GRACE);
        placer.handle(new PlaceEvent.GraceChecked(GRACE - 1));
        expect();
        placer.handle(new PlaceEvent.GraceChecked(GRACE));
        expect("1 unplaceable", "2 unplaceable");
        assertEquals(
                new Failure.Infeasible(cpus(4), "the nearest is node-2 with 2 cpu, which lacks 2 cpu"),
                failures.getFirst());
        assertEquals(0, placer.waiting());
    }

    @Test
    void aNodeThatJoinsInTimeSavesIt() {
        viewed(0, 1);
        queue(FOUR_CPUS, 2);
        viewed(GRACE / 2, 1, 4);
        expect("check at " + GRACE, "declare 2 at 2", "1 to 2");
        placer.handle(new PlaceEvent.GraceChecked(GRACE));
        expect();
        assertEquals(1, placer.waiting());
    }

    @Test
    void theGraceBeginsAnewWhenTheOnlyFeasibleNodeGoes() {
        viewed(0, 1, 4);
        queue(FOUR_CPUS, 2);
        orders.clear();
        placer.handle(new PlaceEvent.HostDied(node(2)));
        viewed(5_000, 1);
        expect("check at " + (5_000 + GRACE));
        placer.handle(new PlaceEvent.GraceChecked(5_000 + GRACE));
        expect("2 unplaceable");
    }

    @Test
    void withoutANodeItSaysSo() {
        queue(ONE_CPU, 1);
        placer.handle(new PlaceEvent.GraceChecked(GRACE));
        assertEquals(new Failure.Infeasible(cpus(1), "the cluster has no node"), failures.getFirst());
    }

    @Test
    void theDeadGetNothing() {
        viewed(0, 1, 1);
        queue(ONE_CPU, 3);
        orders.clear();
        placer.handle(new PlaceEvent.HostDied(node(1)));
        placer.handle(new PlaceEvent.CreditReturned(node(1), 1));
        placer.handle(new PlaceEvent.WindowChanged(node(1), 1, 5));
        expect();
        placer.handle(new PlaceEvent.CreditReturned(node(2), 1));
        expect("3 to 2");
    }

    @Test
    void oneShapesQueueDoesNotHoldUpAnother() {
        viewed(0, 4);
        queue(FOUR_CPUS, 3);
        queue(ONE_CPU, 1);
        assertTrue(orders.contains("4 to 1"), orders.toString());
    }

    private void actor(long version, ActorRecord.State state) {
        var policy = new ActorSpec.Policy(0, 0, Integer.MAX_VALUE, false, 0);
        var spec = new ActorSpec(
                new ActorId(1, 1),
                SELF,
                SELF,
                Optional.empty(),
                "default",
                "",
                "A",
                cpus(1),
                Optional.empty(),
                List.of(new ActorSpec.Lane("", 1)),
                policy);
        placer.handle(new PlaceEvent.ActorLearned(new ActorRecord(spec, version, 1, state)));
    }

    private static ActorRecord.Dead dead() {
        return new ActorRecord.Dead(ActorEnd.STOPPED, "it was stopped", Opaque.EMPTY);
    }

    @Test
    void tasksGoWhereThereIsRoomBesideActors() {
        viewed(0, 1, 2);
        actor(5, new ActorRecord.Alive(node(1)));
        queue(ONE_CPU, 3);
        expect("declare 1 at 2", "1 to 2", "2 to 2");
        actor(6, dead());
        expect("declare 1 at 1", "3 to 1");
        actor(5, new ActorRecord.Alive(node(1))); // late news
        placer.handle(new PlaceEvent.CreditReturned(node(1), 1));
        queue(ONE_CPU, 1);
        expect("4 to 1");
    }

    @Test
    void whereNoNodeHasRoomTheNodeIsAskedNowAndThen() {
        viewed(0, 1);
        actor(5, new ActorRecord.Alive(node(1)));
        queue(ONE_CPU, 2);
        expect("declare 1 at 1", "1 to 1");
        placer.handle(new PlaceEvent.Crowded(node(1), 1));
        placer.handle(new PlaceEvent.CreditReturned(node(1), 1));
        placer.handle(new PlaceEvent.Crowded(node(1), 1));
        expect("check at 100000000"); // once
        placer.handle(new PlaceEvent.GraceChecked(100_000_000));
        expect("2 to 1");
    }

    @Test
    void aBundleTakesItsRoomFromOtherTasks() {
        viewed(0, 2);
        var spec = new GroupSpec(new GroupId(1, 1), SELF, SELF, "", GroupSpec.Strategy.PACK, List.of(cpus(2)));
        placer.handle(
                new PlaceEvent.GroupLearned(new GroupRecord(spec, 1, 1, new GroupRecord.Ready(List.of(node(1))))));
        queue(new Shape(9, cpus(1), new Shape.InBundle(new BundleId(spec.id(), 0))), 1);
        expect("declare 9 at 1", "1 to 1");
        placer.handle(new PlaceEvent.GroupLearned(new GroupRecord(spec, 2, 1, new GroupRecord.Removed("closed"))));
        queue(new Shape(9, cpus(1), new Shape.InBundle(new BundleId(spec.id(), 0))), 1);
        expect("2 unplaceable");
        queue(ONE_CPU, 1);
        expect("declare 1 at 1", "3 to 1");
    }
}
