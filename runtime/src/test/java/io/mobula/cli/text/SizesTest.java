package io.mobula.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
    @ParameterizedTest
    @CsvSource({"512m, 536870912", "2g, 2147483648", "2 GiB, 2147483648", "100, 100", "1kb, 1024"})
    void sizesAreReadAsPeopleTypeThem(String text, long bytes) {
        assertEquals(bytes, Sizes.parse("--driver-heap", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "much", "-1", "1.5g", "999999999999t"})
    void anythingElseIsRefusedWithTheOption(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> Sizes.parse("--driver-heap", text));
        assertEquals("--driver-heap " + text + " is no size. Write 512m, 2g, or bytes.", refusal.getMessage());
    }

    @Test
    void aTerminalsWidthIsBelievedWithinReason() {
        assertEquals(120, TerminalWidth.columns("120\n").orElseThrow());
        assertEquals(true, TerminalWidth.columns("0").isEmpty());
        assertEquals(true, TerminalWidth.columns("wide").isEmpty());
    }
}
