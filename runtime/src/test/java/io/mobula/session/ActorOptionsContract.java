package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorBuilder;
import io.mobula.api.ActorHandle;
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
                () -> actor.cpus(-1),
                () -> actor.label("", "x"),
                () -> actor.label("x", " "),
                () -> mobula().task().name(""),
                () -> mobula().task().label(" ", "x"),
                () -> mobula().withNamespace(" "))) {
            assertThrows(IllegalArgumentException.class, wrong::get);
        }
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
