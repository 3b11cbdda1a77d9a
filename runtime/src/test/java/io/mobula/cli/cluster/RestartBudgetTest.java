package io.mobula.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mobula.cli.cluster.RestartBudget.Decision;
import io.mobula.cli.cluster.RestartBudget.Decision.Restart;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartBudgetTest {
    private static final int KILLED = 137;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void restartsThreeTimesWithinAMinuteAndThenGivesUp() {
        RestartBudget budget = RestartBudget.DEFAULT;
        for (int attempt = 1; attempt <= 3; attempt++) {
            Restart restart = assertInstanceOf(Restart.class, budget.onExit(KILLED, attempt * SECOND));
            assertEquals(attempt, restart.attempt());
            budget = restart.budget();
        }
        assertEquals(new Decision.GiveUp(3), budget.onExit(KILLED, 60 * SECOND));
    }

    @Test
    void restartsOlderThanTheWindowAreForgotten() {
        RestartBudget budget = RestartBudget.DEFAULT;
        for (int i = 0; i < 50; i++) {
            Restart restart = assertInstanceOf(Restart.class, budget.onExit(KILLED, 20L * i * SECOND));
            budget = restart.budget();
        }
        assertEquals(3, budget.restartsNanos().size());
    }

    @Test
    void theClockMayWrapAround() {
        RestartBudget budget = RestartBudget.DEFAULT;
        long start = Long.MAX_VALUE - SECOND;
        for (int attempt = 1; attempt <= 3; attempt++) {
            budget = assertInstanceOf(Restart.class, budget.onExit(KILLED, start + attempt * SECOND))
                    .budget();
        }
        assertInstanceOf(Decision.GiveUp.class, budget.onExit(KILLED, start + 4 * SECOND));
    }

    @Test
    void aNodeThatWasAskedToRestartIsStartedHoweverOften() {
        RestartBudget spent = new RestartBudget(0, RestartBudget.DEFAULT.window(), List.of());
        assertEquals(new Decision.StartAgain(), spent.onExit(RestartBudget.ASKED_TO_RESTART, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 130, 143})
    void aNodeThatWasAskedToStopStaysStopped(int exitCode) {
        assertEquals(new Decision.LeaveStopped(), RestartBudget.DEFAULT.onExit(exitCode, 0));
    }
}
