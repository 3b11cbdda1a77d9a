package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.attach.LeaseTable.Tenant;
import io.mobula.attach.LeaseTable.Verdict.Ended;
import io.mobula.attach.LeaseTable.Verdict.FellQuiet;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.core.id.ProcessId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
    private static final long QUIET = 750;
    private static final long GRACE = 8_000;
    private static final long LOOK = 50;
    private static final ProcessId DRIVER = ProcessId.driver(1);

    private final LeaseTable table = new LeaseTable("here", new LeaseTable.Limits(QUIET, GRACE, LOOK));

    private static Tenant on(String hostId) {
        return new Tenant(new HomeDriver(DRIVER, "job", 42, Instant.EPOCH), hostId);
    }

    private void assertNothingDue() {
        assertEquals(OptionalLong.empty(), table.untilNextNanos(0));
    }

    @Test
    void isSpokenForUntilItHasBeenQuietAndAgainFromTheNextSignOn() {
        long holder = table.take(on("elsewhere"), 0);
        assertFalse(table.heard(DRIVER, holder, 500), "it was spoken for already");
        assertEquals(OptionalLong.of(QUIET - 100), table.untilNextNanos(600));
        assertEquals(List.of(), table.tick(500 + QUIET - 1, pid -> true));
        assertEquals(List.of(new FellQuiet(DRIVER)), table.tick(500 + QUIET, pid -> true));
        assertEquals(List.of(), table.tick(9 * QUIET, pid -> true), "said once");
        assertNothingDue();
        assertTrue(table.holds(DRIVER, holder), "the connection may still hold");
        assertTrue(table.heard(DRIVER, holder, 9 * QUIET), "to be spoken for again");
        assertEquals(List.of(new FellQuiet(DRIVER)), table.tick(10 * QUIET, pid -> true));
    }

    @Test
    void aQuietDriverWhoseConnectionIsGoneIsWatchedLikeAnyOther() {
        long holder = table.take(on("here"), 0);
        table.tick(QUIET, pid -> true);
        assertTrue(table.fell(DRIVER, holder, 2 * QUIET));
        assertEquals(List.of(new Ended(DRIVER, "process 42 on here has ended")), table.tick(3 * QUIET, pid -> false));
    }

    @Test
    void aFallenDriverWhoseProcessHasEndedIsDeadAtOnce() {
        long holder = table.take(on("here"), 0);
        assertTrue(table.fell(DRIVER, holder, 0));
        assertEquals(List.of(), table.tick(1, pid -> true));
        assertEquals(List.of(new Ended(DRIVER, "process 42 on here has ended")), table.tick(2, pid -> pid != 42));
        assertNothingDue();
    }

    @Test
    void aHeldDriverIsNotJudgedByItsPid() {
        table.take(on("here"), 2 * GRACE);
        assertEquals(List.of(), table.tick(2 * GRACE, pid -> false));
        assertEquals(1, table.held().size());
    }

    @Test
    void aPidOfAnotherHostSaysNothing() {
        long holder = table.take(on("elsewhere"), 0);
        table.fell(DRIVER, holder, 0);
        assertEquals(List.of(), table.tick(GRACE - 1, pid -> false));
        assertEquals(OptionalLong.of(LOOK), table.untilNextNanos(GRACE - 1));
    }

    @Test
    void aFallenDriverIsForgottenAfterTheGraceWithoutAVerdict() {
        long holder = table.take(on("here"), 0);
        table.fell(DRIVER, holder, 5);
        assertEquals(List.of(), table.tick(5 + GRACE, pid -> true));
        assertNothingDue();
        assertEquals(List.of(), table.tick(6 + GRACE, pid -> false));
    }

    @Test
    void theNewestConnectionHoldsAndTheFallOfAnOlderOneDoesNothing() {
        long first = table.take(on("here"), 0);
        long second = table.take(on("here"), 0);
        assertFalse(table.fell(DRIVER, first, 0));
        assertTrue(table.holds(DRIVER, second));
        assertFalse(table.holds(DRIVER, first));
        assertFalse(table.heard(DRIVER, first, 9), "what an older connection brings says nothing");
        assertEquals(OptionalLong.of(QUIET - 1), table.untilNextNanos(1));
    }

    @Test
    void whoComesBackInTimeIsHeldAgain() {
        long holder = table.take(on("here"), 0);
        table.fell(DRIVER, holder, 0);
        assertEquals(List.of(), table.held());
        table.take(on("here"), 2 * GRACE);
        assertEquals(List.of(), table.tick(2 * GRACE, pid -> false));
        assertEquals(1, table.held().size());
    }

    @Test
    void theDeadHoldNothing() {
        long holder = table.take(on("here"), 0);
        table.died(DRIVER);
        assertFalse(table.fell(DRIVER, holder, 0));
        assertEquals(List.of(), table.held());
    }
}
