package io.mobula.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.control.ControlEvent.Died;
import io.mobula.core.control.ControlEvent.Settled;
import io.mobula.core.control.ControlEvent.Viewed;
import io.mobula.core.control.ControlState.Standing;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ControlStateTest {
    private static final ProcessId A1 = ProcessId.node(1, 1);
    private static final ProcessId A2 = ProcessId.node(1, 2);

    static ControlEntry.NodeJoined joining(String name, long request) {
        var node = new NodeDescription(name, "host", "127.0.0.1:1", "", Demand.NONE, 7);
        return new ControlEntry.NodeJoined(new UUID(0, request), node, NodeRole.WORKER, name + "#" + request);
    }

    static ControlEntry.JobStarted job(long request) {
        return new ControlEntry.JobStarted(new UUID(1, request), new Job("job", A1, List.of()));
    }

    private static ControlState after(ControlEntry... entries) {
        ControlState state = ControlState.EMPTY;
        for (ControlEntry entry : entries) state = state.apply(entry).state();
        state.validate();
        return state;
    }

    @Test
    void keepsTheFirstClusterId() {
        var first = new ControlEntry.ClusterCreated(new UUID(1, 1));
        assertEquals(
                Optional.of(new UUID(1, 1)),
                after(first, new ControlEntry.ClusterCreated(new UUID(2, 2))).cluster());
    }

    @Test
    void givesANameItsNumberForEverAndEachLifeTheNextIncarnation() {
        var state = after(joining("a", 1), joining("b", 2), new ControlEntry.NodeDown(A1, Cause.LEFT, ""));
        assertEquals(Optional.of(A2), state.apply(joining("a", 3)).answer().process());
    }

    @Test
    void aNodeIsDrainedAsLongAsItLivesOrUntilThatIsUndone() {
        var draining = new Draining(A1, Draining.Aim.RESTART, 1_000);
        var drained = after(joining("a", 1), joining("b", 2), new ControlEntry.NodeDraining(draining));
        assertEquals(List.of(draining), drained.announced().view().draining());
        assertFalse(drained.scene().takesNew(A1));
        assertEquals(
                drained,
                drained.apply(new ControlEntry.NodeDraining(draining)).state(),
                "a second time changes nothing");
        var undone = drained.apply(new ControlEntry.NodeUndrained(A1)).state();
        assertTrue(undone.scene().takesNew(A1));
        var back = drained.apply(joining("a", 3)).state();
        back.validate();
        assertEquals(List.of(), back.announced().view().draining());
        assertTrue(back.scene().takesNew(A2));
    }

    @Test
    void anEntryThatSaysNothingChangesNothing() {
        var before = after(joining("a", 1), new ControlEntry.NodeDown(A1, Cause.LEFT, ""));
        assertEquals(before, before.apply(ControlEntry.NOTHING).state());
        assertEquals(
                ControlState.EMPTY,
                ControlState.EMPTY.apply(ControlEntry.NOTHING).state());
    }

    @Test
    void aNodeThatComesBackKillsItsFormerLifeInTheSameEntry() {
        var before = after(joining("a", 1));
        var back = before.apply(joining("a", 2)).state();
        assertEquals(
                List.of(
                        new Died(1, A1, Cause.RESTARTED, "it came back as node-1.2"),
                        new Viewed(back.announced().view())),
                before.eventsUntil(back));
        assertEquals(Standing.DEAD, back.standing(A1));
    }

    @Test
    void answersARepeatedRequestTheSameAndDoesItOnce() {
        var once = after(joining("a", 1), job(1));
        assertSame(once, once.apply(job(1)).state());
        assertEquals(
                Optional.of(ProcessId.driver(1)), once.apply(job(1)).answer().process());
        assertSame(once, once.apply(joining("a", 1)).state());
        assertEquals(Optional.of(A1), once.apply(joining("a", 1)).answer().process());
    }

    @Test
    void aDriverOutlivesItsHome() {
        var state = after(joining("a", 1), job(1), new ControlEntry.NodeDown(A1, Cause.UNREACHABLE, ""));
        assertEquals(Standing.ALIVE, state.standing(ProcessId.driver(1)));
    }

    @Test
    void executorsDieWithTheirNode() {
        var executor = new ProcessId(ProcessId.Kind.NODE, 1, 3, 1);
        var state = after(joining("a", 1));
        assertEquals(Standing.ALIVE, state.standing(executor));
        assertEquals(
                Standing.DEAD,
                state.apply(new ControlEntry.NodeDown(A1, Cause.LEFT, ""))
                        .state()
                        .standing(executor));
    }

    @Test
    void nobodyDiesTwice() {
        var down = new ControlEntry.NodeDown(A1, Cause.LEFT, "");
        var dead = after(joining("a", 1), down);
        assertSame(dead, dead.apply(down).state());
    }

    @Test
    void whoWasNeverNamedIsUnknown() {
        var state = after(joining("a", 1));
        assertEquals(Standing.UNKNOWN, state.standing(A2));
        assertEquals(Standing.UNKNOWN, state.standing(ProcessId.node(2, 1)));
        assertEquals(Standing.UNKNOWN, state.standing(ProcessId.driver(1)));
    }

    @Test
    void aSettlementIsVoidWhenAnotherDeathOrABirthCameBetween() {
        var state = after(joining("a", 1), job(1), new ControlEntry.DriverDown(ProcessId.driver(1), Cause.LEFT, ""));
        var decided = new ControlEntry.Settled(1, state.births());
        var born = state.apply(joining("b", 2)).state();
        var died = state.apply(new ControlEntry.NodeDown(A1, Cause.LEFT, "")).state();
        assertSame(born, born.apply(decided).state());
        assertSame(died, died.apply(decided).state());
        assertEquals(
                List.of(new Settled(1)), state.eventsUntil(state.apply(decided).state()));
    }
}
