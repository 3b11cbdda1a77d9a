package io.mobula.core.directory;

import static io.mobula.core.directory.GroupSpec.Strategy.PACK;
import static io.mobula.core.directory.GroupSpec.Strategy.SPREAD;
import static io.mobula.core.directory.GroupSpec.Strategy.STRICT_PACK;
import static io.mobula.core.directory.GroupSpec.Strategy.STRICT_SPREAD;
import static io.mobula.core.directory.Sample.cpus;
import static io.mobula.core.directory.Sample.groupOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.directory.DirectoryRequest.CreateGroup;
import io.mobula.core.directory.DirectoryRequest.EndActor;
import io.mobula.core.directory.Sample.Spec;
import io.mobula.core.id.BundleId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirectoryDecisionsTest {
    private final Sample sample = new Sample();

    private List<ProcessId> placed(GroupSpec spec) {
        sample.asks(new CreateGroup(spec));
        sample.decides();
        return assertInstanceOf(
                        GroupRecord.Placed.class,
                        sample.directory.view().groups().get(spec.id()).state())
                .nodes();
    }

    private String waiting(GroupSpec spec) {
        sample.asks(new CreateGroup(spec));
        sample.decides();
        return assertInstanceOf(
                        GroupRecord.Waiting.class,
                        sample.directory.view().groups().get(spec.id()).state())
                .why();
    }

    @Test
    void actorsGoWhereTheFewestAre() {
        sample.joins(1, 4);
        sample.joins(2, 4);
        sample.joins(3, 4);
        for (int id = 1; id <= 9; id++) sample.creates(Spec.of(id));
        sample.decides();
        for (Scene.Site site : sample.nodes())
            assertEquals(3, sample.directory.ledger().at(site.node()).count());
    }

    @Test
    void anActorWaitsForRoomAndSaysForWhat() {
        ProcessId node = sample.joins(1, 2);
        sample.creates(Spec.of(1).taking(cpus(2)));
        sample.creates(Spec.of(2).taking(cpus(1)));
        assertEquals(List.of(), sample.decides());
        assertEquals(
                new ActorRecord.Waiting("no node has 1 cpu left beside its other actors and bundles"), sample.state(2));
        sample.asks(new EndActor(Sample.actor(1), ActorEnd.KILLED, ""));
        sample.decides();
        assertEquals(new ActorRecord.Placed(node), sample.state(2));
    }

    @Test
    void whoDoesNotFitLetsOthersPass() {
        sample.joins(1, 2);
        sample.creates(Spec.of(1).taking(cpus(8)));
        sample.creates(Spec.of(2).taking(cpus(2)));
        assertEquals(1, sample.decides().size());
        assertInstanceOf(ActorRecord.Placed.class, sample.state(2));
    }

    @Test
    void whatNoNodeCanEverTakeIsGivenUpAfterTheGraceWithTheLargestNodeNamed() {
        sample.joins(1, 2);
        sample.joins(2, 3);
        sample.creates(Spec.of(1).taking(cpus(8)));
        var grace = new Grace(100);
        var infeasible = sample.decides();
        assertEquals(List.of(), grace.over(infeasible, 1_000));
        assertEquals(List.of(), grace.over(infeasible, 1_099));
        grace.over(infeasible, 1_100).forEach(sample::apply);
        var dead = assertInstanceOf(ActorRecord.Dead.class, sample.state(1));
        assertEquals(ActorEnd.INFEASIBLE, dead.cause());
        assertEquals("no node can ever give 8 cpu; the nearest is n2 with 3 cpu, which lacks 5 cpu", dead.detail());
    }

    @Test
    void aLargeNodeThatJoinsWithinTheGraceEndsTheWait() {
        sample.joins(1, 2);
        sample.creates(Spec.of(1).taking(cpus(8)));
        var grace = new Grace(100);
        grace.over(sample.decides(), 1_000);
        ProcessId large = sample.joins(2, 8);
        assertEquals(List.of(), grace.over(sample.decides(), 1_200));
        assertEquals(new ActorRecord.Placed(large), sample.state(1));
    }

    @Test
    void aLabelIsADemandThatOnlyLabelledNodesMeet() {
        sample.joins(1, 4);
        var label = new Demand.Amount(Labels.resource("zone", "a"), Labels.PLENTY);
        ProcessId labelled = sample.joins(
                ProcessId.node(2, 1), new Demand(List.of(new Demand.Amount("cpu", 4 * Demand.UNIT), label)));
        var demand = new Demand(List.of(new Demand.Amount(Labels.resource("zone", "a"), 1)));
        for (int id = 1; id <= 20; id++) sample.creates(Spec.of(id).taking(demand));
        sample.decides();
        for (int id = 1; id <= 20; id++) assertEquals(new ActorRecord.Placed(labelled), sample.state(id));
        assertEquals(cpus(4), Labels.without(sample.node(labelled).orElseThrow().capacity()));
    }

    @Test
    void packTakesOneNodeIfOneHasRoomAndTheTightest() {
        sample.joins(1, 8);
        ProcessId tight = sample.joins(2, 4);
        sample.joins(3, 2);
        assertEquals(List.of(tight, tight), placed(groupOf(1, PACK, cpus(2), cpus(2))));
    }

    @Test
    void packTakesMoreNodesIfItMust() {
        sample.joins(1, 2);
        sample.joins(2, 2);
        sample.joins(3, 2);
        List<ProcessId> nodes = placed(groupOf(1, PACK, cpus(1), cpus(1), cpus(1), cpus(1)));
        assertEquals(2, new HashSet<>(nodes).size());
    }

    @Test
    void strictPackTakesOneNodeOrNone() {
        sample.joins(1, 2);
        ProcessId large = sample.joins(2, 4);
        assertEquals(List.of(large, large), placed(groupOf(1, STRICT_PACK, cpus(2), cpus(1))));
        waiting(groupOf(2, STRICT_PACK, cpus(2), cpus(1)));
        assertTrue(waiting(groupOf(3, STRICT_PACK, cpus(3), cpus(2))).contains("STRICT_PACK"));
        assertEquals(1, sample.decides().size(), "only the one that is larger than any node");
    }

    @Test
    void spreadUsesAsManyNodesAsItCan() {
        sample.joins(1, 4);
        sample.joins(2, 4);
        List<ProcessId> nodes = placed(groupOf(1, SPREAD, cpus(1), cpus(1), cpus(1)));
        assertEquals(2, new HashSet<>(nodes).size());
    }

    @Test
    void strictSpreadNeedsANodeForEach() {
        sample.joins(1, 4);
        sample.joins(2, 4);
        List<ProcessId> nodes = placed(groupOf(1, STRICT_SPREAD, cpus(1), cpus(3)));
        assertEquals(2, new HashSet<>(nodes).size());
        String why = waiting(groupOf(2, STRICT_SPREAD, cpus(1), cpus(1), cpus(1)));
        assertEquals("each of 3 bundles needs a node of its own (STRICT_SPREAD), and the cluster has 2", why);
        assertEquals(1, sample.decides().size());
    }

    @Test
    void aGroupThatDoesNotFitTakesNothing() {
        ProcessId node = sample.joins(1, 4);
        sample.creates(Spec.of(1).taking(cpus(3)));
        sample.decides();
        assertTrue(waiting(groupOf(1, PACK, cpus(1), cpus(1))).startsWith("there is no room"));
        assertEquals(cpus(3), sample.directory.ledger().at(node).demand());
    }

    @Test
    void anActorInABundleWaitsUntilTheBundleHasRoom() {
        sample.joins(1, 4);
        placed(groupOf(1, PACK, cpus(1)));
        sample.reserves(1);
        var bundle = new BundleId(Sample.group(1), 0);
        sample.creates(Spec.of(1).taking(cpus(1)).in(bundle));
        sample.creates(Spec.of(2).taking(cpus(1)).in(bundle));
        sample.decides();
        assertInstanceOf(ActorRecord.Placed.class, sample.state(1));
        assertInstanceOf(ActorRecord.Waiting.class, sample.state(2));
        sample.asks(new EndActor(Sample.actor(1), ActorEnd.KILLED, ""));
        sample.decides();
        assertInstanceOf(ActorRecord.Placed.class, sample.state(2));
    }
}
