package io.mobula.attach;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.attach.LeaseTable.Ended;
import io.mobula.attach.LeaseTable.Tenant;
import io.mobula.attach.NodeStatus.HomeDriver;
import io.mobula.core.id.ProcessId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTableTest {
    private static final long GRACE = 8_000;
    private static final ProcessId DRIVER = ProcessId.driver(1);

    private final LeaseTable table = new LeaseTable("here", GRACE);

    private static Tenant on(String hostId) {
        return new Tenant(new HomeDriver(DRIVER, "job", 42, Instant.EPOCH), hostId);
    }

    @Test
    void aFallenDriverWhoseProcessHasEndedIsDeadAtOnce() {
        long holder = table.take(on("here"));
        assertTrue(table.fell(DRIVER, holder, 0));
        assertEquals(List.of(), table.tick(1, pid -> true));
        assertEquals(List.of(new Ended(DRIVER, "process 42 on here has ended")), table.tick(2, pid -> pid != 42));
        assertFalse(table.anyFallen());
    }

    @Test
    void aHeldDriverIsNotJudgedByItsPid() {
        table.take(on("here"));
        assertEquals(List.of(), table.tick(2 * GRACE, pid -> false));
        assertEquals(1, table.held().size());
    }

    @Test
    void aPidOfAnotherHostSaysNothing() {
        long holder = table.take(on("elsewhere"));
        table.fell(DRIVER, holder, 0);
        assertEquals(List.of(), table.tick(GRACE - 1, pid -> false));
        assertTrue(table.anyFallen());
    }

    @Test
    void aFallenDriverIsForgottenAfterTheGraceWithoutAVerdict() {
        long holder = table.take(on("here"));
        table.fell(DRIVER, holder, 5);
        assertEquals(List.of(), table.tick(5 + GRACE, pid -> true));
        assertFalse(table.anyFallen());
        assertEquals(List.of(), table.tick(6 + GRACE, pid -> false));
    }

    @Test
    void theNewestConnectionHoldsAndTheFallOfAnOlderOneDoesNothing() {
        long first = table.take(on("here"));
        long second = table.take(on("here"));
        assertFalse(table.fell(DRIVER, first, 0));
        assertTrue(table.holds(DRIVER, second));
        assertFalse(table.holds(DRIVER, first));
        assertFalse(table.anyFallen());
    }

    @Test
    void whoComesBackInTimeIsHeldAgain() {
        long holder = table.take(on("here"));
        table.fell(DRIVER, holder, 0);
        assertEquals(List.of(), table.held());
        table.take(on("here"));
        assertEquals(List.of(), table.tick(2 * GRACE, pid -> false));
        assertEquals(1, table.held().size());
    }

    @Test
    void theDeadHoldNothing() {
        long holder = table.take(on("here"));
        table.died(DRIVER);
        assertFalse(table.fell(DRIVER, holder, 0));
        assertEquals(List.of(), table.held());
    }
}
