package io.mobula.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.id.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random logs, and listeners whose updates are lost, doubled and late. */
class ControlLogPropertyTest {
    private static final int ENTRIES = 400;

    private static ControlEntry random(Random random, ControlState state) {
        long request = random.nextLong(ENTRIES);
        return switch (random.nextInt(5)) {
            case 0 -> ControlStateTest.joining("node" + request % 8, request);
            case 1 -> ControlStateTest.job(request);
            case 2 ->
                new ControlEntry.NodeDown(
                        ProcessId.node(1 + random.nextInt(8), 1 + random.nextInt(4)), Cause.UNREACHABLE, "");
            case 3 -> new ControlEntry.DriverDown(ProcessId.driver(1 + random.nextInt(20)), Cause.LEFT, "");
            default -> new ControlEntry.Settled(state.lastDeath() - random.nextInt(2), state.births());
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void invariantsHoldAndRepetitionChangesNothing(long seed) {
        var random = new Random(seed);
        ControlState state = ControlState.EMPTY;
        for (int i = 0; i < ENTRIES; i++) {
            ControlEntry entry = random(random, state);
            ControlState.Applied once = state.apply(entry);
            once.state().validate();
            assertEquals(once, once.state().apply(entry));
            state = once.state();
        }
        assertTrue(state.lastDeath() > 20 && state.announced().settled() > 0, "the log was too dull to say anything");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void aListenerHearsEveryDeathOnceAndInOrderWhateverTheNetworkDoes(long seed) {
        var random = new Random(seed);
        ControlState state = ControlState.EMPTY;
        Announced known = Announced.NOTHING;
        var heard = new ArrayList<ControlEvent>();
        var onTheWay = new ArrayList<List<ControlEvent>>();
        for (int i = 0; i < ENTRIES; i++) {
            ControlState next = state.apply(random(random, state)).state();
            onTheWay.add(state.eventsUntil(next));
            state = next;
            if (random.nextInt(4) == 0) onTheWay.add(state.announced().since(known.progress(), new Announced.Portion(1 + random.nextInt(3), random.nextInt(2_000))));
            while (onTheWay.size() > 5) {
                var update = random.nextBoolean()
                        ? onTheWay.remove(random.nextInt(onTheWay.size()))
                        : onTheWay.get(random.nextInt(onTheWay.size()));
                if (random.nextInt(3) == 0) continue;
                Announced newer = known.learn(update);
                heard.addAll(newer.since(known.progress(), Announced.Portion.ALL));
                known = newer;
            }
        }
        while (!known.equals(state.announced())) {
            Announced newer = known.learn(state.announced().since(known.progress(), new Announced.Portion(2, 100)));
            assertTrue(!newer.equals(known), "a listener that asks must get on");
            heard.addAll(newer.since(known.progress(), Announced.Portion.ALL));
            known = newer;
        }
        long deaths = 0;
        long settled = 0;
        for (ControlEvent event : heard) {
            switch (event) {
                case ControlEvent.Died died -> assertEquals(++deaths, died.index());
                case ControlEvent.Settled settlement -> {
                    assertTrue(settlement.index() > settled && settlement.index() <= deaths, settlement.toString());
                    settled = settlement.index();
                }
                case ControlEvent.Viewed _, ControlEvent.Directed _ -> {}
            }
        }
        assertEquals(state.announced().deaths(), known.deaths());
        assertEquals(state.lastDeath(), deaths);
        assertEquals(state.announced().settled(), settled);
    }
}
