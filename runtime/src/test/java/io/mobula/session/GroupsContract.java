package io.mobula.session;

import static io.mobula.session.ContractBase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.GroupBuilder;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.api.TaskContext;
import io.mobula.api.error.ActorDiedException;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.GetTimeoutException;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.PlacementGroup;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.session.ActorCast.Counter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Placement groups: reserved wholly or not at all, and what runs in them. */
interface GroupsContract extends ContractBase {
    private static Duration patience() {
        return Duration.ofSeconds(20);
    }

    @Test
    default void aGroupIsReservedAndGivenBack() throws Exception {
        try (PlacementGroup group =
                mobula().group().bundles(1, Resources.cpus(cpusOfNode())).reserve(patience())) {
            assertEquals(1, group.bundles().size());
            assertEquals(cpusOfNode(), group.bundle(0).resources().amount("cpu"));
            assertFalse(group.bundle(0).node().isBlank());
            assertEquals(group, group.bundle(0).group());
        }
        for (ObjectRef<Void> full : fill(mobula(), opened())) full.get(); // all of it is there again
    }

    private Gate opened() {
        Gate gate = gate();
        gate.open();
        return gate;
    }

    @Test
    default void everyStrategyFindsRoomForWhatFits() throws Exception {
        for (Strategy strategy : List.of(Strategy.PACK, Strategy.SPREAD, Strategy.STRICT_PACK)) {
            try (PlacementGroup group = mobula().group()
                    .name("pair")
                    .strategy(strategy)
                    .bundles(2, Resources.cpus(0.5))
                    .reserve(patience())) {
                assertEquals(2, group.bundles().size());
            }
        }
    }

    @Test
    default void bundlesOnNodesOfTheirOwnNeedAsManyNodes() {
        int nodes = mobula().cluster().nodes().size();
        var failure = assertThrows(PlacementException.class, () -> mobula().group()
                .strategy(Strategy.STRICT_SPREAD)
                .bundles(nodes + 1, Resources.cpus(0.1))
                .reserve(Duration.ofSeconds(10)));
        assertTrue(
                failure.code() == ErrorCode.PLACEMENT_INFEASIBLE || failure.code() == ErrorCode.PLACEMENT_TIMED_OUT,
                failure.getMessage());
    }

    @Test
    default void whatCanNeverFitIsRefused() {
        var failure = assertThrows(
                PlacementException.class,
                () -> mobula().group().bundle(Resources.cpus(1_000_000)).reserve(patience()));
        assertEquals(ErrorCode.PLACEMENT_INFEASIBLE, failure.code());
        assertTrue(failure.getMessage().contains("1000000 cpu"), failure.getMessage());
    }

    @Test
    default void aGroupThatFindsNoRoomInTimeReservesNothing() throws Exception {
        int nodes = mobula().cluster().nodes().size();
        try (PlacementGroup all =
                mobula().group().bundles(nodes, Resources.cpus(cpusOfNode())).reserve(patience())) {
            assertEquals(nodes, all.bundles().size());
            var failure = assertThrows(
                    PlacementException.class,
                    () -> mobula().group().bundle(Resources.cpus(1)).reserve(Duration.ofMillis(200)));
            assertEquals(ErrorCode.PLACEMENT_TIMED_OUT, failure.code());
        }
        try (PlacementGroup again =
                mobula().group().bundles(nodes, Resources.cpus(cpusOfNode())).reserve(patience())) {
            assertEquals(nodes, again.bundles().size());
        }
    }

    @Test
    default void aGroupWaitsForRoom() throws Exception {
        Gate gate = gate();
        List<ObjectRef<Void>> fillers = fill(mobula(), gate);
        Thread opener = Thread.ofPlatform().start(() -> {
            LockSupport.parkNanos(50_000_000);
            gate.open();
        });
        try (PlacementGroup group =
                mobula().group().bundle(Resources.cpus(1)).reserve(patience())) {
            assertEquals(1, group.bundles().size());
        }
        opener.join();
        mobula().getAll(fillers);
    }

    @Test
    default void tasksAndActorsInABundleDrawOnIt() throws Exception {
        try (PlacementGroup group =
                mobula().group().bundle(Resources.cpus(1)).reserve(patience())) {
            PlacementGroup.Bundle bundle = group.bundle(0);
            assertEquals(
                    bundle.node(),
                    mobula().task()
                            .in(bundle)
                            .submit(() -> TaskContext.current().node())
                            .get());
            ActorHandle<Counter> actor = mobula().actor().cpus(1).in(bundle).start(Counter::new);
            assertEquals(
                    bundle.node(), actor.call(_ -> TaskContext.current().node()).get());
            ObjectRef<Integer> waits = mobula().task().in(bundle).submit(() -> 2);
            assertThrows(GetTimeoutException.class, () -> waits.get(Duration.ofMillis(100)));
            actor.stop().get();
            assertEquals(2, waits.get());
        }
    }

    @Test
    default void moreThanItsBundleHasIsRefused() throws Exception {
        try (PlacementGroup group =
                mobula().group().bundle(Resources.cpus(1)).reserve(patience())) {
            var task = assertThrows(
                    PlacementException.class,
                    () -> mobula().task().cpus(2).in(group.bundle(0)).submit(() -> 1));
            assertEquals(ErrorCode.PLACEMENT_INFEASIBLE, task.code());
            assertThrows(
                    PlacementException.class,
                    () -> mobula().actor().gpus(1).in(group.bundle(0)).start(Counter::new));
        }
    }

    @Test
    default void theEndOfAGroupEndsWhatIsInIt() throws Exception {
        PlacementGroup group = mobula().group().bundle(Resources.cpus(1)).reserve(patience());
        ActorHandle<Counter> actor = mobula().actor().in(group.bundle(0)).start(Counter::new);
        assertEquals(0L, actor.call(Counter::value).get());
        group.close();
        group.close();
        failure(ActorDiedException.class, ErrorCode.ACTOR_DIED, untilDead(actor));
        ObjectRef<Integer> late = mobula().task().in(group.bundle(0)).submit(() -> 1);
        failure(PlacementException.class, ErrorCode.GROUP_REMOVED, late);
    }

    private static ObjectRef<Long> untilDead(ActorHandle<Counter> actor) {
        ContractBase.until("it is gone", () -> actor.explain().summary().contains("is gone"));
        return actor.call(Counter::value);
    }

    @Test
    default void aGroupMayBeCaptured() throws Exception {
        try (PlacementGroup group =
                mobula().group().bundles(2, Resources.cpus(0.5)).reserve(patience())) {
            PlacementGroup.Bundle second = group.bundle(1);
            assertEquals(
                    group.id() + " 2 1",
                    mobula().submit(() -> group.id() + " " + group.bundles().size() + " " + second.index())
                            .get());
            assertEquals(
                    second.node(),
                    mobula().submit(() -> Mobula.current()
                                    .task()
                                    .cpus(0.5)
                                    .in(second)
                                    .submit(() -> TaskContext.current().node())
                                    .get())
                            .get());
        }
    }

    @Test
    default void aGroupsOptionsAreChecked() {
        GroupBuilder group = mobula().group();
        assertThrows(IllegalArgumentException.class, () -> group.name(" "));
        assertThrows(IllegalArgumentException.class, () -> group.bundles(0, Resources.cpus(1)));
        assertThrows(IllegalArgumentException.class, () -> group.bundle(Resources.none()));
        assertThrows(IllegalStateException.class, () -> group.reserve(Duration.ofSeconds(1)));
    }
}
