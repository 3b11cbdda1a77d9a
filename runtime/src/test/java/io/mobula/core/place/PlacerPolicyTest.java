package io.mobula.core.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.control.ClusterView;
import io.mobula.core.id.ProcessId;
import io.mobula.core.id.TaskId;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Failure;
import io.mobula.core.message.Selector;
import io.mobula.core.message.Urgency;
import io.mobula.core.message.Work;
import io.mobula.core.task.OwnedTask;
import io.mobula.core.task.RetryRule;
import io.mobula.core.task.Shape;
import io.mobula.core.task.Shape.Anywhere;
import io.mobula.core.task.TaskOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Packing, spreading, labels, others' load, and what is asked back from busy hosts. */
class PlacerPolicyTest {
    private record Nothing() implements Work {
        @Override
        public long sizeBytes() {
            return 0;
        }
    }

    private static final ProcessId SELF = ProcessId.driver(1);
    private static final long SECOND = Recalls.PERIOD_NANOS;

    private final List<Integer> went = new ArrayList<>();
    private final List<String> recalls = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private Placer placer = placer(0);
    private long numbers;
    private long now;

    private Placer placer(long order) {
        return new Placer(new Placer.Settings(order, 1_000), new PlaceEffects() {
            @Override
            public void declare(ProcessId host, Shape shape) {}

            @Override
            public void recall(ProcessId host, int shape, int count) {
                recalls.add(count + " from " + host.number());
            }

            @Override
            public void assign(OwnedTask task, ProcessId host) {
                went.add(host.number());
            }

            @Override
            public void unplaceable(OwnedTask task, Failure failure) {
                failures.add(failure);
            }

            @Override
            public long nowNanos() {
                return now;
            }

            @Override
            public void checkGraceAt(long nanos) {}
        });
    }

    private static ClusterView.Node node(int number, int cpus, String... labels) {
        var amounts = new TreeMap<String, Long>();
        amounts.put("cpu", cpus * Demand.UNIT);
        amounts.put(Selector.label(Selector.NODE, "node-" + number), Selector.PLENTY);
        for (String label : labels) amounts.put("label:" + label, Selector.PLENTY);
        Demand capacity = demand(amounts);
        return new ClusterView.Node(
                ProcessId.node(number, 1), "node-" + number, "h", "h:1", "", capacity, number == 1, 1);
    }

    private static Demand demand(Map<String, Long> amounts) {
        return new Demand(amounts.entrySet().stream()
                .map(amount -> new Demand.Amount(amount.getKey(), amount.getValue()))
                .toList());
    }

    private void viewed(ClusterView.Node... nodes) {
        placer.handle(new PlaceEvent.Viewed(new ClusterView(1, List.of(nodes))));
    }

    private static Shape shape(int number, Anywhere laid, String selector, String wish) {
        var amounts = new TreeMap<String, Long>();
        amounts.put("cpu", Demand.UNIT);
        if (!selector.isEmpty())
            for (Selector.Term term : Selector.parse(selector).terms()) amounts.put(term.resource(), 1L);
        if (!wish.isEmpty()) for (Selector.Term term : Selector.parse(wish).terms()) amounts.put(term.wish(), 1L);
        return new Shape(number, demand(amounts), laid);
    }

    private static final Shape PACKED = shape(1, Anywhere.ANYWHERE, "", "");
    private static final Shape SPREAD = shape(2, Anywhere.SPREAD, "", "");

    private List<Integer> queue(Shape shape, int count) {
        went.clear();
        for (int i = 0; i < count; i++) {
            long number = ++numbers;
            var options = new TaskOptions("t", shape, 3, RetryRule.NONE, Urgency.NORMAL, TaskOptions.Lifetime.JOB);
            placer.handle(new PlaceEvent.Queued(new OwnedTask(
                    SELF,
                    number,
                    TaskId.root(SELF).child(number, 0),
                    SELF,
                    options,
                    new Nothing(),
                    List.of(),
                    List.of(),
                    new io.mobula.core.message.Outcome[0],
                    Long.MAX_VALUE,
                    0,
                    "")));
        }
        return List.copyOf(went);
    }

    private void answered(int node, int shape) {
        placer.handle(new PlaceEvent.CreditReturned(ProcessId.node(node, 1), shape));
    }

    private void told(int node, int thousandths) {
        placer.handle(new PlaceEvent.LoadTold(ProcessId.node(node, 1), thousandths));
    }

    private void secondPasses() {
        now += SECOND;
        placer.handle(new PlaceEvent.GraceChecked(now));
    }

    @Test
    void nodesAreFilledToTheHalfOneAfterAnotherThenAlike() {
        viewed(node(1, 4), node(2, 4), node(3, 4));
        assertEquals(List.of(1, 1, 2, 2, 3, 3), queue(PACKED, 6));
        assertEquals(List.of(1, 2, 3, 1, 2, 3), queue(PACKED, 6));
    }

    @Test
    void whatIsSpreadGoesRoundFromTheFirstOn() {
        viewed(node(1, 4), node(2, 4), node(3, 4));
        assertEquals(List.of(1, 2, 3, 1, 2, 3), queue(SPREAD, 6));
    }

    @Test
    void whatIsSpreadAndEndsAtOnceGoesRoundAllTheSame() {
        viewed(node(1, 4), node(2, 4), node(3, 4));
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 6; i++) {
            int node = queue(SPREAD, 1).getFirst();
            order.add(node);
            answered(node, 2);
        }
        assertEquals(List.of(1, 2, 3, 1, 2, 3), order);
    }

    @Test
    void ownersBeginWithDifferentNodes() {
        var firsts = new HashSet<Integer>();
        for (int order = 0; order < 3; order++) {
            placer = placer(order);
            viewed(node(1, 4), node(2, 4), node(3, 4));
            firsts.addAll(queue(PACKED, 1));
        }
        assertEquals(3, firsts.size());
    }

    @Test
    void onlyNodesWithTheLabelsAreTaken() {
        viewed(node(1, 4, "zone=a"), node(2, 4, "zone=b"), node(3, 4));
        assertEquals(List.of(2, 2, 3), queue(shape(5, Anywhere.ANYWHERE, "zone!=a", ""), 3));
        assertEquals(List.of(1, 1), queue(shape(6, Anywhere.SPREAD, "zone in (a,c)", ""), 2));
        assertEquals(List.of(3, 3), queue(shape(7, Anywhere.ANYWHERE, "node=node-3", ""), 2));
    }

    @Test
    void aWishIsHeededWhileThereIsRoom() {
        viewed(node(1, 2), node(2, 2));
        assertEquals(List.of(2, 2, 1, 1), queue(shape(5, Anywhere.ANYWHERE, "", "node=node-2"), 5));
        assertEquals(1, placer.waiting());
    }

    @Test
    void aNodeThatHasLeftIsNamedInTheFailureWithTheNearest() {
        viewed(node(1, 2), node(2, 4));
        queue(shape(5, Anywhere.ANYWHERE, "node=node-9,zone=a", ""), 1);
        placer.handle(new PlaceEvent.GraceChecked(1_000));
        String why = ((Failure.Infeasible) failures.getFirst()).nearest();
        assertEquals(
                "no node is named node-9, it has left or never came; the nearest is node-1 with 2 cpu, of which"
                        + " node=node-9, zone=a are not true",
                why);
    }

    @Test
    void whatOthersTakeCountsUntilItIsOld() {
        viewed(node(1, 4), node(2, 4));
        told(1, 1_000);
        assertEquals(List.of(2, 2, 2, 2), queue(PACKED, 4));
        assertEquals(List.of(1), queue(PACKED, 1), "the other has no credit left");
        answered(1, 1);
        for (int i = 0; i < 4; i++) answered(2, 1);
        for (int i = 0; i < 3_000; i++) answered(queue(PACKED, 1).getFirst(), 1);
        assertEquals(List.of(1), queue(PACKED, 1), "what it said long ago is forgotten");
    }

    @Test
    void amongManyNodesOneOfTheBestFifthIsTaken() {
        var nodes = new ArrayList<ClusterView.Node>();
        for (int i = 1; i <= 20; i++) nodes.add(node(i, 8));
        viewed(nodes.toArray(ClusterView.Node[]::new));
        for (int i = 1; i <= 20; i++) told(i, i <= 4 ? 600 : 900);
        var taken = new HashSet<>(queue(PACKED, 8));
        assertEquals(4, Collections.max(taken));
        assertTrue(taken.size() > 2, taken.toString());
    }

    @Test
    void whatWaitsAtABusyNodeIsAskedBackWhenAnotherIsFree() {
        viewed(node(1, 2));
        queue(PACKED, 2);
        placer.handle(new PlaceEvent.WindowChanged(ProcessId.node(1, 1), 1, 4));
        queue(PACKED, 4);
        viewed(node(1, 2), node(2, 2));
        secondPasses();
        assertEquals(List.of("2 from 1"), recalls, "no more than there is room for");
        recalls.clear();
        for (int i = 0; i < 2; i++) {
            placer.handle(new PlaceEvent.Crowded(ProcessId.node(1, 1), 1));
            answered(1, 1);
        }
        assertEquals(List.of(2, 2), queue(PACKED, 2));
        secondPasses();
        assertEquals(List.of(), recalls, "there is no room left");
    }

    @Test
    void aNodeThatDrainsItsQueueIsLeftAlone() {
        viewed(node(1, 2), node(2, 2));
        for (int n = 1; n <= 2; n++) placer.handle(new PlaceEvent.LoadTold(ProcessId.node(n, 1), 0));
        queue(PACKED, 4);
        placer.handle(new PlaceEvent.WindowChanged(ProcessId.node(1, 1), 1, 10));
        queue(PACKED, 10);
        answered(2, 1);
        answered(2, 1);
        for (int i = 0; i < 9; i++) {
            answered(1, 1);
            queue(shape(9, Anywhere.ANYWHERE, "node=node-1", ""), 0);
        }
        secondPasses();
        assertEquals(List.of(), recalls);
    }

    @Test
    void aBusyHostIsKnownByWhatOthersDoThere() {
        viewed(node(1, 2), node(2, 2));
        assertEquals(List.of(1, 2), queue(PACKED, 2));
        answered(2, 1);
        told(1, 4_000);
        secondPasses();
        assertEquals(List.of("1 from 1"), recalls);
    }

    @Test
    void noTaskComesAndGoesMoreThanOnceASecond() {
        viewed(node(1, 2), node(2, 2));
        queue(PACKED, 2);
        for (int i = 0; i < 20; i++) { // news that change with every look
            told(1 + i % 2, 4_000);
            told(2 - i % 2, 0);
            now += SECOND / 4;
            placer.handle(new PlaceEvent.GraceChecked(now));
        }
        assertTrue(recalls.size() <= 5, recalls.toString());
    }

    @Test
    void itSaysOfEveryNodeWhyATaskWaits() {
        viewed(node(1, 1, "zone=a"), node(2, 1));
        Shape shape = shape(5, Anywhere.ANYWHERE, "zone=a", "");
        queue(shape, 2);
        told(1, 500);
        var lines = new ArrayList<String>();
        placer.handle(new PlaceEvent.Asked(shape, lines::addAll));
        assertEquals(
                List.of(
                        "node-1: all of its slots for such tasks are taken, 1 are there; others use or wait for 50 %"
                                + " of it",
                        "node-2: it has 1 cpu, of which zone=a is not true"),
                lines);
        assertEquals(Optional.empty(), failures.stream().findFirst());
    }
}
