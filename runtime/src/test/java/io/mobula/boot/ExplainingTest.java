package io.mobula.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.job.ExplainSource.Explained;
import io.mobula.control.ListedJob;
import io.mobula.core.control.ClusterView;
import io.mobula.core.control.Draining;
import io.mobula.core.directory.ActorRecord;
import io.mobula.core.directory.ActorSpec;
import io.mobula.core.directory.GroupRecord;
import io.mobula.core.directory.GroupSpec;
import io.mobula.core.id.ActorId;
import io.mobula.core.id.GroupId;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.ActorEnd;
import io.mobula.core.message.Demand;
import io.mobula.core.message.Opaque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the command line says of actors, groups and jobs. */
class ExplainingTest {
    private static final ProcessId ONE = ProcessId.node(1, 1);
    private static final ProcessId TWO = ProcessId.node(2, 1);
    private static final ProcessId DRIVER = ProcessId.driver(7);

    private static final Explaining CLUSTER = new Explaining(
            new ClusterView(1, List.of(node(ONE, 4), node(TWO, 2))),
            List.of(
                    actor(1, "busy", 3, new ActorRecord.Alive(ONE)),
                    actor(2, "late", 3, new ActorRecord.Waiting("no node has room")),
                    actor(3, "gone", 1, new ActorRecord.Dead(ActorEnd.KILLED, "it was killed", Opaque.EMPTY)),
                    actor(4, "gone", 1, new ActorRecord.Placed(TWO))),
            List.of(group(new GroupRecord.Waiting("there is no room"))),
            List.of(new ListedJob(DRIVER, "sweep", ONE, ListedJob.State.RUNNING)));

    private static ClusterView.Node node(ProcessId id, int cpus) {
        return new ClusterView.Node(id, "node-" + id.number(), "h", "h:1", "", cpus(cpus), true, 1);
    }

    private static Demand cpus(int count) {
        return new Demand(List.of(new Demand.Amount("cpu", count * Demand.UNIT)));
    }

    private static ActorRecord actor(long id, String name, int cpus, ActorRecord.State state) {
        var spec = new ActorSpec(
                new ActorId(id, id),
                DRIVER,
                DRIVER,
                Optional.empty(),
                "default",
                name,
                "A",
                cpus(cpus),
                Optional.empty(),
                List.of(new ActorSpec.Lane("", 1)),
                new ActorSpec.Policy(0, 0, Integer.MAX_VALUE, false, 0));
        return new ActorRecord(spec, id, 1, state);
    }

    private static GroupRecord group(GroupRecord.State state) {
        var spec = new GroupSpec(
                new GroupId(9, 9), DRIVER, DRIVER, "pair", GroupSpec.Strategy.SPREAD, List.of(cpus(2), cpus(2)));
        return new GroupRecord(spec, 9, 1, state);
    }

    private static Explained only(String word) {
        List<Explained> found = CLUSTER.of(word);
        assertEquals(1, found.size(), found.toString());
        return found.getFirst();
    }

    @Test
    void ofAnActorThatWaitsEveryNodeIsNamedWithWhatItLacks() {
        Explained late = only("late");
        assertTrue(late.summary().endsWith("waits for a node: no node has room"), late.summary());
        assertEquals(
                List.of(
                        "node-1: its actors and bundles leave 1 cpu, which lacks 2 cpu",
                        "node-2: it has 2 cpu, which lacks 1 cpu"),
                late.reasons().subList(0, 2));
    }

    @Test
    void aDrainedNodeIsToldAsSuch() {
        var draining = List.of(new Draining(ONE, Draining.Aim.LEAVE, 1));
        var view = new ClusterView(2, List.of(node(ONE, 4), node(TWO, 2)), draining);
        var drained = new Explaining(view, CLUSTER.actors(), CLUSTER.groups(), CLUSTER.jobs());
        assertEquals(
                "node-1: it is drained, and takes nothing new",
                drained.of("late").getFirst().reasons().getFirst());
    }

    @Test
    void anActorIsFoundByNameByIdAndByTheBeginningOfItsId() {
        assertTrue(only("busy").summary().endsWith("lives on node-1"));
        assertEquals("actor", only("actor-0000000000000001").what());
        assertEquals(3, CLUSTER.of("actor-").size(), "the living");
        assertTrue(only("gone").summary().endsWith("is being made on node-2"), "the living before the dead");
        assertEquals(List.of(), CLUSTER.of("nobody"));
    }

    @Test
    void aGroupAndAJobAreExplainedToo() {
        Explained group = only("pair");
        assertTrue(group.summary().endsWith("waits for nodes: there is no room"), group.summary());
        assertTrue(
                group.reasons().contains("SPREAD of 2 bundles: 2 cpu"),
                group.reasons().toString());
        Explained job = only("sweep");
        assertTrue(job.summary().contains("its home is node-1"), job.summary());
        assertEquals(4, job.reasons().size(), "its living actors and its group: " + job.reasons());
    }
}
