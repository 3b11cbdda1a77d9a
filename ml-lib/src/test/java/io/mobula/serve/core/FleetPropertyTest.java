package io.mobula.serve.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.serve.core.DeploymentState.Plan;
import io.mobula.serve.core.FleetEffect.Reason;
import io.mobula.serve.core.FleetEffect.Settlement;
import io.mobula.serve.core.FleetEvent.End;
import io.mobula.serve.core.ReplicaState.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A controller's life in random orders: replicas that start, fail and drain late, deploys and removals in between. */
class FleetPropertyTest {
    private static final long MILLI = 1_000_000L;
    private static final long TIMEOUT = 60_000 * MILLI;

    private static final class World {
        FleetState state = FleetState.EMPTY;
        long now;
        long version;
        final Set<String> starting = new HashSet<>();
        final Set<String> ready = new HashSet<>();
        final Set<String> draining = new HashSet<>();
        final Map<Long, Settlement> settled = new HashMap<>();
        final List<FleetEffect> last = new ArrayList<>();

        void take(FleetEvent event) {
            Step<FleetState, FleetEffect> step = Fleet.next(state, event, now);
            state = step.state();
            last.clear();
            last.addAll(step.effects());
            for (FleetEffect effect : step.effects()) {
                switch (effect) {
                    case FleetEffect.StartReplica start -> assertTrue(starting.add(start.replica()), "started twice");
                    case FleetEffect.DrainReplica drain -> {
                        assertTrue(ready.remove(drain.replica()), "drains one that is not ready");
                        draining.add(drain.replica());
                    }
                    case FleetEffect.KillReplica kill -> {
                        starting.remove(kill.replica());
                        ready.remove(kill.replica());
                        draining.remove(kill.replica());
                    }
                    case FleetEffect.Settle settle ->
                        assertEquals(null, settled.put(settle.version(), settle.settlement()), "SERVE-5");
                    case FleetEffect.Publish(), FleetEffect.RetireVersion _, FleetEffect.Forget _ -> {}
                }
            }
        }

        long deploy(int replicas) {
            take(new FleetEvent.DeployAsked("d", new Plan(++version, replicas), TIMEOUT));
            return version;
        }

        void started(String replica) {
            if (starting.remove(replica)) ready.add(replica);
            take(new FleetEvent.ReplicaStarted(replica));
        }

        void ended(String replica, End end) {
            starting.remove(replica);
            ready.remove(replica);
            draining.remove(replica);
            take(new FleetEvent.ReplicaEnded(replica, end, "test"));
        }

        void drained(String replica) {
            take(new FleetEvent.ReplicaDrained(replica));
        }

        void startAll() {
            while (!starting.isEmpty()) started(starting.iterator().next());
        }

        List<ReplicaState> of(long wanted, Phase phase) {
            return state.deployment("d").orElseThrow().replicas().stream()
                    .filter(r -> r.version() == wanted && r.is(phase))
                    .toList();
        }
    }

    @Test
    void aFirstDeployServesWhenAllReplicasAreReady() {
        var world = new World();
        long version = world.deploy(3);
        assertEquals(3, world.starting.size());
        world.started(world.starting.iterator().next());
        assertFalse(world.settled.containsKey(version));
        world.startAll();
        assertEquals(new Settlement.Serves(), world.settled.get(version));
    }

    @Test
    void anUpdateKeepsAsManyReadyAsThereWere() {
        var world = new World();
        world.deploy(4);
        world.startAll();
        long next = world.deploy(4);
        while (!world.settled.containsKey(next)) {
            assertEquals(4, world.ready.size());
            world.started(world.starting.iterator().next());
        }
        assertEquals(4, world.of(next, Phase.READY).size());
        assertEquals(4, world.draining.size());
        for (String replica : List.copyOf(world.draining)) world.drained(replica);
        assertEquals(4, world.state.deployment("d").orElseThrow().replicas().size());
        assertTrue(world.last.contains(new FleetEffect.RetireVersion("d", 1)));
    }

    @Test
    void routersHearOfASmallerSetBeforeAReplicaDrains() {
        var world = new World();
        world.deploy(1);
        world.startAll();
        world.deploy(1);
        world.startAll();
        assertEquals(new FleetEffect.Publish(), world.last.getFirst());
        assertTrue(world.last.stream().anyMatch(FleetEffect.DrainReplica.class::isInstance));
    }

    @Test
    void aFactoryThatFailsLeavesTheOldVersionServing() {
        var world = new World();
        long old = world.deploy(2);
        world.startAll();
        long bad = world.deploy(2);
        world.ended(world.starting.iterator().next(), End.FACTORY_FAILED);
        assertEquals(new Settlement.Failed(Reason.FACTORY_FAILED, "test"), world.settled.get(bad));
        assertEquals(2, world.of(old, Phase.READY).size());
        assertTrue(world.starting.isEmpty());
        assertEquals(old, world.state.deployment("d").orElseThrow().wanted().version());
    }

    @Test
    void aFirstFactoryThatFailsLeavesNothing() {
        var world = new World();
        long bad = world.deploy(2);
        world.ended(world.starting.iterator().next(), End.FACTORY_FAILED);
        assertTrue(world.settled.get(bad) instanceof Settlement.Failed);
        assertTrue(world.state.deployments().isEmpty());
        assertTrue(world.starting.isEmpty());
    }

    @Test
    void anUpdateThatIsNotReadyInTimeIsTakenBack() {
        var world = new World();
        long old = world.deploy(2);
        world.startAll();
        long late = world.deploy(2);
        world.now += TIMEOUT;
        world.take(new FleetEvent.Ticked());
        assertEquals(
                new Settlement.Failed(Reason.NOT_READY_IN_TIME, "0 of 2 replicas were ready"), world.settled.get(late));
        assertEquals(2, world.of(old, Phase.READY).size());
    }

    @Test
    void aDeadReplicaIsReplacedAtOnceAndThenWithGrowingPauses() {
        var world = new World();
        world.deploy(1);
        world.startAll();
        world.ended(world.ready.iterator().next(), End.DIED);
        assertEquals(1, world.starting.size());
        world.ended(world.starting.iterator().next(), End.FACTORY_FAILED);
        assertTrue(world.starting.isEmpty());
        world.now += 99 * MILLI;
        world.take(new FleetEvent.Ticked());
        assertTrue(world.starting.isEmpty());
        world.now += MILLI;
        world.take(new FleetEvent.Ticked());
        assertEquals(1, world.starting.size());
    }

    @Test
    void aReplicaThatDoesNotDrainIsKilledInTheEnd() {
        var world = new World();
        world.deploy(1);
        world.startAll();
        world.take(new FleetEvent.RemoveAsked("d"));
        assertEquals(1, world.draining.size());
        world.now += 31_000 * MILLI;
        world.take(new FleetEvent.Ticked());
        assertTrue(world.draining.isEmpty());
        assertTrue(world.last.contains(new FleetEffect.Forget("d")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whateverHappensTheFleetConvergesAndTakesNoReadyReplicaAwayTooEarly(long seed) {
        var random = new Random(seed);
        var world = new World();
        for (int i = 0; i < 2_000; i++) {
            world.now += random.nextInt(50) * MILLI;
            step(world, random);
            agree(world);
        }
        long last = world.deploy(3);
        for (int i = 0; i < 200 && !world.settled.containsKey(last); i++) {
            world.now += 200 * MILLI;
            world.take(new FleetEvent.Ticked());
            world.startAll();
        }
        for (String replica : List.copyOf(world.draining)) world.drained(replica);
        assertEquals(new Settlement.Serves(), world.settled.get(last));
        assertEquals(world.version, world.settled.size(), "SERVE-5: every deploy is settled");
        assertEquals(3, world.state.deployment("d").orElseThrow().replicas().size());
    }

    private static void step(World world, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> world.deploy(1 + random.nextInt(4));
            case 1 -> {
                if (random.nextInt(8) == 0) world.take(new FleetEvent.RemoveAsked("d"));
            }
            case 2, 3, 4, 5 -> {
                if (!world.starting.isEmpty()) {
                    int before = world.ready.size();
                    world.started(any(world.starting, random));
                    assertNoneTooFew(world, before);
                }
            }
            case 6 -> {
                if (!world.starting.isEmpty())
                    world.ended(any(world.starting, random), random.nextBoolean() ? End.DIED : End.FACTORY_FAILED);
            }
            case 7 -> {
                if (!world.ready.isEmpty() && random.nextBoolean()) world.ended(any(world.ready, random), End.DIED);
            }
            case 8, 9 -> {
                if (!world.draining.isEmpty()) world.drained(any(world.draining, random));
            }
            default -> world.take(new FleetEvent.Ticked());
        }
    }

    /** SERVE-3: a start never lowers how many are ready below what is served, or what was. */
    private static void assertNoneTooFew(World world, int before) {
        DeploymentState deployment = world.state.deployments().get("d");
        if (deployment == null || deployment.removing()) return;
        assertTrue(
                world.ready.size() >= Math.min(before, deployment.wanted().replicas()),
                () -> before + " were ready, now " + world.ready.size());
    }

    private static String any(Set<String> among, Random random) {
        return among.stream()
                .sorted()
                .skip(random.nextInt(among.size()))
                .findFirst()
                .orElseThrow();
    }

    /** The state and the orders given describe the same replicas. */
    private static void agree(World world) {
        var starting = new HashSet<String>();
        var ready = new HashSet<String>();
        var draining = new HashSet<String>();
        for (DeploymentState deployment : world.state.deployments().values()) {
            for (ReplicaState replica : deployment.replicas()) {
                switch (replica.phase()) {
                    case STARTING -> starting.add(replica.id());
                    case READY -> ready.add(replica.id());
                    case DRAINING -> draining.add(replica.id());
                }
            }
        }
        assertEquals(starting, world.starting);
        assertEquals(ready, world.ready);
        assertEquals(draining, world.draining);
    }
}
