package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.attach.LeaseTable.Tenant;
import io.mobula.attach.LeaseTable.Verdict;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.core.control.ControlEntry;
import io.mobula.core.control.ControlState;
import io.mobula.core.control.Job;
import io.mobula.core.control.LeaderDecisions;
import io.mobula.core.control.NodeDescription;
import io.mobula.core.control.NodeRole;
import io.mobula.core.id.ProcessId;
import io.mobula.core.message.Demand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver, its home's leases and the log's leader over virtual time, with the default timing: how long after a driver's last sign of life it is declared dead. */
class DriverSilenceSimTest {
    private static final long MS = 1_000_000;
    private static final long PING = AttachTiming.DEFAULT.ping().toNanos();
    private static final long SILENCE = AttachTiming.DEFAULT.silence().toNanos();
    private static final long GRACE = AttachTiming.DEFAULT.grace().toNanos();
    private static final long BEAT = 500 * MS;
    private static final long TICK = 250 * MS;
    private static final long STEP = 10 * MS;
    private static final long LONGEST = 9_500 * MS;
    private static final String LEADER = "home#1";

    private final LeaseTable table = new LeaseTable(
            "here", new LeaseTable.Limits(AttachTiming.DEFAULT.quiet().toNanos(), GRACE, 50 * MS));
    private ControlState state = ControlState.EMPTY;
    private ProcessId home = ProcessId.node(1, 1);
    private ProcessId driver = ProcessId.driver(1);
    private LeaderDecisions leader;
    private long holder;
    private long now;
    private boolean spoken = true;

    private ProcessId apply(ControlEntry entry) {
        ControlState.Applied applied = state.apply(entry);
        state = applied.state();
        return applied.answer().process().orElseThrow();
    }

    private void start(Random random) {
        now = random.nextLong();
        var description = new NodeDescription("home", "here", "127.0.0.1:1", "", Demand.NONE, 1);
        home = apply(new ControlEntry.NodeJoined(new UUID(1, 1), description, NodeRole.CONTROL, LEADER));
        driver = apply(new ControlEntry.JobStarted(new UUID(1, 2), new Job("job", home, List.of())));
        leader = new LeaderDecisions(LEADER, new LeaderDecisions.Limits(TICK, 3_000 * MS, GRACE), state, now);
        holder = table.take(new Tenant(new HomeDriver(driver, "job", 42, Instant.EPOCH), "elsewhere"), now);
    }

    /** A step of home and leader. @return the driver's death, if it is decided */
    private Optional<ControlEntry.DriverDown> step(long atStep) {
        for (Verdict verdict : table.tick(now, _ -> true)) if (verdict instanceof Verdict.FellQuiet) spoken = false;
        if (atStep % (BEAT / STEP) == 0)
            leader.heartbeat(home, spoken ? Map.of(home, 0L, driver, 0L) : Map.of(home, 0L), now);
        if (atStep % (TICK / STEP) != 0) return Optional.empty();
        return leader.tick(now).stream()
                .filter(ControlEntry.DriverDown.class::isInstance)
                .map(ControlEntry.DriverDown.class::cast)
                .findFirst();
    }

    private void ping() {
        if (table.heard(driver, holder, now)) spoken = true;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void silenceIsDeathAfterTheGraceAndWithinTenSeconds(long seed) {
        var random = new Random(seed);
        start(random);
        long lastPing = now;
        long end = now + 20_000 * MS + random.nextLong(PING);
        boolean closes = random.nextBoolean(); // with a FIN, or when the home finds it silent
        for (long at = 0; ; at++, now += STEP) {
            if (now - end < 0 && now - lastPing >= PING - random.nextLong(100 * MS)) {
                lastPing = now;
                ping();
            }
            boolean gone = now - end >= 0 && (closes || now - lastPing >= SILENCE);
            if (gone && table.fell(driver, holder, now)) spoken = false;
            Optional<ControlEntry.DriverDown> down = step(at);
            long silentNanos = now - lastPing;
            if (down.isPresent()) {
                assertTrue(silentNanos >= GRACE - BEAT, "after " + silentNanos / MS + " ms, seed " + seed);
                return;
            }
            assertTrue(silentNanos < LONGEST, "alive " + silentNanos / MS + " ms after its last sign, seed " + seed);
        }
    }

    /** Pings that come late make it quiet now and then, which costs it nothing. */
    @Test
    void aSlowDriverLives() {
        var random = new Random(7);
        start(random);
        long nextPing = now;
        int quiets = 0;
        for (long at = 0; at < 60_000; at++, now += STEP) {
            if (now - nextPing >= 0) {
                if (!spoken) quiets++;
                ping();
                nextPing = now + random.nextLong(SILENCE - STEP);
            }
            assertEquals(Optional.empty(), step(at));
        }
        assertTrue(quiets > 50, "quiet " + quiets + " times");
    }
}
