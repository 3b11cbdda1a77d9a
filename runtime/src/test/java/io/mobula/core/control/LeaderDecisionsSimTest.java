package io.mobula.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.core.control.ControlEvent.Cause;
import io.mobula.core.id.ProcessId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The leader's decisions over virtual time: heartbeats with jitter, nodes that fall silent, a leader that sleeps and one that is replaced. */
class LeaderDecisionsSimTest {
    private static final long MS = 1_000_000;
    private static final long TICK = 250 * MS;
    private static final long TIMEOUT = 3_000 * MS;
    private static final long GRACE = 8_000 * MS;
    private static final LeaderDecisions.Limits LIMITS = new LeaderDecisions.Limits(TICK, TIMEOUT, GRACE);
    private static final String LEADER = "node1#1";

    private ControlState state = ControlState.EMPTY;

    private LeaderDecisions cluster(int nodes, long now) {
        for (int n = 1; n <= nodes; n++)
            state = state.apply(ControlStateTest.joining("node" + n, n)).state();
        return new LeaderDecisions(LEADER, LIMITS, state, now);
    }

    private List<ControlEntry> tickAndApply(LeaderDecisions decisions, long now) {
        List<ControlEntry> decided = decisions.tick(now);
        for (ControlEntry entry : decided) {
            state = state.apply(entry).state();
            state.validate();
            decisions.applied(state, now);
        }
        return decided;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void exactlyTheSilentAreDeclaredDeadAndInTime(long seed) {
        var random = new Random(seed);
        long now = random.nextLong();
        LeaderDecisions decisions = cluster(6, now);
        var silentSince = new TreeMap<ProcessId, Long>();
        var lastBeat = new HashMap<ProcessId, Long>();
        long nextTick = now + TICK;
        for (int step = 0; step < 3_000; step++) {
            now += random.nextLong(40 * MS);
            if (random.nextInt(400) == 0) now += random.nextLong(20_000 * MS); // the leader's process was stopped
            if (random.nextInt(500) == 0) decisions = new LeaderDecisions(LEADER, LIMITS, state, now);
            if (random.nextInt(300) == 0) silentSince.putIfAbsent(ProcessId.node(2 + random.nextInt(5), 1), now);
            for (ProcessId node : state.members().keySet()) {
                boolean due = now - lastBeat.getOrDefault(node, now - TIMEOUT) > 500 * MS;
                if (silentSince.containsKey(node) || !due) continue;
                lastBeat.put(node, now);
                decisions.heartbeat(node, Map.of(node, 0L), now);
            }
            if (now - nextTick < 0) continue;
            nextTick = now + TICK;
            for (ControlEntry entry : tickAndApply(decisions, now)) {
                var down = (ControlEntry.NodeDown) entry;
                assertTrue(silentSince.containsKey(down.node()), down + " was alive, seed " + seed);
                assertTrue(
                        now - silentSince.get(down.node()) >= TIMEOUT - 540 * MS,
                        down + " had time left, seed " + seed);
            }
        }
        long end = now + TIMEOUT + TICK;
        for (; now - end <= 0; now += TICK) {
            for (ProcessId node : state.members().keySet()) {
                if (!silentSince.containsKey(node)) decisions.heartbeat(node, Map.of(node, 0L), now);
            }
            tickAndApply(decisions, now);
        }
        assertEquals(silentSince.size(), state.lastDeath(), "all the silent are dead by now");
        assertEquals(
                ControlState.Standing.ALIVE, state.standing(ProcessId.node(1, 1)), "the leader never condemns itself");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void settlesOnlyWhatEveryLivingProcessHasConfirmed(long seed) {
        var random = new Random(seed);
        LeaderDecisions decisions = cluster(4, 0);
        var confirmed = new HashMap<ProcessId, Long>();
        long request = 100;
        for (int step = 0; step < 6_000; step++) {
            switch (random.nextInt(100)) {
                case 0 -> state = state.apply(ControlStateTest.job(++request)).state();
                case 1 ->
                    state = state.apply(new ControlEntry.DriverDown(
                                    ProcessId.driver(1 + random.nextInt(state.lastDriver() + 1)), Cause.LEFT, ""))
                            .state();
                case 2 ->
                    state = state.apply(ControlStateTest.joining("node" + (2 + random.nextInt(4)), ++request))
                            .state();
                default -> {
                    var living = random.nextBoolean() && !state.jobs().isEmpty() ? state.jobs() : state.members();
                    var all = List.copyOf(living.keySet());
                    ProcessId process = all.get(random.nextInt(all.size()));
                    long index = state.lastDeath() - (random.nextInt(5) == 0 && state.lastDeath() > 0 ? 1 : 0);
                    confirmed.merge(process, index, Math::max);
                    decisions.heartbeat(ProcessId.node(1, 1), Map.of(process, index), 0);
                }
            }
            decisions.applied(state, 0);
            long last = state.lastDeath();
            boolean everybody = state.members().keySet().stream().allMatch(p -> confirmed.getOrDefault(p, 0L) >= last)
                    && state.jobs().keySet().stream().allMatch(p -> confirmed.getOrDefault(p, 0L) >= last);
            boolean due = everybody && last > state.announced().settled();
            assertEquals(due, decisions.settle().isPresent(), "step " + step + ", seed " + seed);
            if (due) state = state.apply(decisions.settle().orElseThrow()).state();
        }
        assertTrue(state.announced().settled() > 0, "nothing was ever settled");
    }

    @Test
    void aNewLeaderGivesEverybodyAFullTimeout() {
        cluster(2, 0);
        long now = 100 * TIMEOUT;
        var successor = new LeaderDecisions(LEADER, LIMITS, state, now);
        for (long at = now + TICK; at < now + TIMEOUT; at += TICK) assertEquals(List.of(), successor.tick(at));
        assertEquals(1, successor.tick(now + TIMEOUT).size());
    }

    @Test
    void aLateTickForgivesAndAPunctualOneDoesNot() {
        LeaderDecisions decisions = cluster(2, 0);
        decisions.heartbeat(ProcessId.node(2, 1), Map.of(), 0);
        assertEquals(List.of(), decisions.tick(10 * TIMEOUT), "the leader slept");
        long woke = 10 * TIMEOUT;
        for (long at = woke + TICK; at < woke + TIMEOUT; at += TICK) assertEquals(List.of(), decisions.tick(at));
        assertFalse(decisions.tick(woke + TIMEOUT).isEmpty());
    }

    @Test
    void aDriverIsLostWhenNoLivingNodeSpeaksForIt() {
        LeaderDecisions decisions = cluster(2, 0);
        state = state.apply(ControlStateTest.job(1)).state();
        decisions.applied(state, 0);
        ProcessId driver = ProcessId.driver(1);
        long now = 0;
        for (; now < 2 * GRACE; now += TICK) {
            decisions.heartbeat(ProcessId.node(2, 1), Map.of(driver, 0L), now);
            assertEquals(List.of(), decisions.tick(now));
        }
        long silent = now;
        while (state.standing(driver) == ControlState.Standing.ALIVE) {
            decisions.heartbeat(ProcessId.node(2, 1), Map.of(), now);
            tickAndApply(decisions, now);
            now += TICK;
        }
        assertTrue(now - silent >= GRACE - TICK && now - silent <= GRACE + 2 * TICK);
        assertEquals(Cause.SESSION_LOST, state.announced().deaths().getLast().cause());
    }

    @Test
    void whatTheOtherNodesThinkStandsInTheDetail() {
        LeaderDecisions decisions = cluster(2, 0);
        decisions.suspected(Set.of("node2#2"));
        long now = 0;
        while (now < TIMEOUT) {
            now += TICK;
            tickAndApply(decisions, now);
        }
        assertEquals(
                "no heartbeat for 3000 ms; the other nodes cannot reach it either",
                state.announced().deaths().getFirst().detail());
    }
}
