package io.mobula.cli.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.control.ControlReport.Keeper;
import io.mobula.cli.text.Console;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class ControlReportTest {
    private static Keeper keeper(String node, boolean leads, long applied, long silentMillis) {
        return new Keeper(node, "h:" + node, node + "/1", leads, applied, silentMillis);
    }

    private static ControlReport report(Keeper... keepers) {
        return new ControlReport("a", 3, List.of(keepers));
    }

    @Test
    void aGroupIsWholeWhenAllAnswerAndHaveWhatTheLeaderHad() {
        Keeper leader = keeper("a", true, 1_000, 0);
        assertTrue(report(leader, keeper("b", false, 995, 100)).isWhole());
        assertFalse(report(leader, keeper("b", false, 500, 100)).isWhole());
        assertFalse(report(leader, keeper("b", false, 1_000, 60_000)).isWhole());
    }

    @Test
    void theTableSaysWhoLeadsAndHowManyMayBeLost() {
        var out = new StringWriter();
        ControlTable.print(
                report(keeper("a", true, 9, 0), keeper("b", false, 9, 10), keeper("c", false, 4, 65_000)),
                Console.plain(out, out));
        String said = out.toString();
        assertTrue(said.contains("leader"), said);
        assertTrue(said.contains("Term 3. 2 of 3 replicas answer; the log stands still if one more is lost."), said);
    }

    @Test
    void timesAreWrittenAsPeopleDo() throws Exception {
        var times = new TimeOption();
        assertEquals(Duration.ofMillis(500), times.convert("500ms"));
        assertEquals(Duration.ofSeconds(60), times.convert("60s"));
        assertEquals(Duration.ofMinutes(10), times.convert("10m"));
        assertEquals(Duration.ofHours(2), times.convert("2h"));
        assertThrows(TypeConversionException.class, () -> times.convert("soon"));
    }
}
