package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorHandle;
import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.PlacementException;
import io.mobula.api.resource.Resources;
import io.mobula.api.resource.Strategy;
import io.mobula.session.ActorCast.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the options of actors refuse, and that they change nothing. */
interface ActorOptionsContract extends ContractBase {
    @Test
    default void optionsOutOfTheirRangeAreRefusedAtOnce() {
        ActorBuilder actor = mobula().actor();
        for (Supplier<?> wrong : List.<Supplier<?>>of(
                () -> actor.name(" "),
                () -> actor.maxRestarts(-2),
                () -> actor.maxTaskRetries(-1),
                () -> actor.maxConcurrency(0),
                () -> actor.concurrencyGroup("", 1),
                () -> actor.concurrencyGroup("reads", 0),
                () -> actor.maxPendingCalls(0),
                () -> actor.snapshotEvery(Duration.ofSeconds(-1)),
                () -> actor.onNode(" "),
                () -> mobula().task().strategy(Strategy.STRICT_PACK),
                () -> actor.label("", "x"),
                () -> actor.label("x", " "),
                () -> mobula().task().name(""),
                () -> mobula().task().label(" ", "x"),
                () -> mobula().withNamespace(" "))) {
            assertThrows(IllegalArgumentException.class, wrong::get);
        }
    }

    @Test
    default void amountsThatCannotBeCountedAreRefusedWithACode() {
        for (Supplier<?> wrong : List.<Supplier<?>>of(
                () -> mobula().actor().cpus(-1),
                () -> mobula().task().gpus(Double.NaN),
                () -> mobula().task().cpus(1.0 / 3),
                () -> mobula().task().cpus(0.00005),
                () -> mobula().task().resources(Resources.none().and("license", 1e15)),
                () -> mobula().group().bundle(Resources.none().and("label:zone=a", 1)))) {
            var refused = assertThrows(PlacementException.class, wrong::get);
            assertEquals(ErrorCode.RESOURCES_INVALID, refused.code(), refused.getMessage());
        }
        assertEquals(7, mobula().task().cpus(0.1 + 0.2).submit(() -> 7).get(), "what arithmetic adds does not count");
    }

    @Test
    default void aSelectorThatCannotBeReadIsRefusedWithItsPosition() {
        for (Supplier<?> wrong : List.<Supplier<?>>of(
                () -> mobula().task().where("zone in (a"),
                () -> mobula().actor().where("zone in (a"),
                () -> mobula().group().bundles(1, Resources.cpus(1), "zone in (a"))) {
            var refused = assertThrows(PlacementException.class, wrong::get);
            assertEquals(ErrorCode.SELECTOR_INVALID, refused.code());
            assertTrue(refused.getMessage().contains("position 11"), refused.getMessage());
        }
    }

    @Test
    default void nodesAreChosenByTheirLabels() {
        String name = mobula().cluster().nodes().getFirst().name();
        assertEquals(1, mobula().task().onNode(name).submit(() -> 1).get());
        assertEquals(
                2,
                mobula().task()
                        .where("node in (x," + name + "),!moon")
                        .preferNode("x")
                        .submit(() -> 2)
                        .get());
        assertEquals(
                3, mobula().task().strategy(Strategy.SPREAD).submit(() -> 3).get());
        assertEquals(
                0L,
                mobula().actor()
                        .preferNode(name)
                        .onNode(name)
                        .start(Counter::new)
                        .call(Counter::value)
                        .get());
        var nowhere = assertThrows(
                PlacementException.class,
                () -> mobula().task()
                        .name("lunar")
                        .onNode("moon")
                        .submit(() -> 4)
                        .get());
        assertEquals(ErrorCode.PLACEMENT_INFEASIBLE, nowhere.code());
        assertTrue(nowhere.getMessage().contains("no node is named moon"), nowhere.getMessage());
        assertTrue(nowhere.getMessage().contains(name), nowhere.getMessage());
    }

    @Test
    default void anOptionChangesNotWhatItIsCalledOn() {
        ActorBuilder plain = mobula().actor();
        ActorBuilder limited = plain.maxPendingCalls(1).concurrencyGroup("reads", 1);
        assertThrows(
                IllegalArgumentException.class, () -> plain.start(Counter::new).withGroup("reads"));
        assertEquals(
                0L,
                limited.start(Counter::new)
                        .withGroup("reads")
                        .call(Counter::value)
                        .get());
        ActorHandle<Counter> last = limited.concurrencyGroup("reads", 2).start(Counter::new);
        assertEquals(0L, last.withGroup("reads").call(Counter::value).get());
    }

    @Test
    default void anActorWithoutANameHasNone() {
        ActorHandle<Counter> counter = mobula().start(Counter::new);
        assertEquals(Optional.empty(), counter.name());
        assertTrue(counter.id().startsWith("actor-"), counter.id());
        assertFalse(counter.equals(mobula().start(Counter::new)));
    }
}
