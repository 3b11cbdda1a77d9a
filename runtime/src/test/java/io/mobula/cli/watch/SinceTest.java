package io.mobula.cli.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SinceTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @Test
    void timesAgoAndTimesOfDayAreUnderstood() {
        assertEquals(NOW.minusSeconds(90), Since.parse("90s", NOW));
        assertEquals(NOW.minus(Duration.ofMinutes(10)), Since.parse(" 10 M ", NOW));
        assertEquals(NOW.minus(Duration.ofDays(1)), Since.parse("1d", NOW));
        assertEquals(Instant.parse("2026-11-30T11:00:00Z"), Since.parse("2026-11-30T11:00:00Z", NOW));
    }

    @Test
    void whatIsNoTimeIsRefusedWithWhatToWrite() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Since.parse("yesterday", NOW));
        assertEquals(
                "--since yesterday is no time. Write 90s, 10m, 2h or 1d ago, or 2026-11-30T21:45:00Z.",
                refused.getMessage());
    }
}
