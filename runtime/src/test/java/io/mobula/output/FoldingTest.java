package io.mobula.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.output.Folding.Shown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private final Folding folding = new Folding();

    private static Printed.Line line(long voice, String text) {
        return new Printed.Line(Std.OUT, voice, "fit a", text);
    }

    private Optional<Integer> said(String node, long voice, String text, long now) {
        return folding.said(node, line(voice, text), now).map(Shown::repeated);
    }

    @Test
    void theSameLineOfOtherBodiesIsCounted() {
        assertEquals(Optional.of(0), said("a", 1, "x", 0));
        assertEquals(Optional.empty(), said("a", 2, "x", 1));
        assertEquals(Optional.empty(), said("b", 1, "x", 2));
        assertEquals(Optional.of(0), said("b", 1, "y", 3));
        assertEquals(List.of(), folding.due(Folding.WINDOW_NANOS - 1));
        assertEquals(List.of(new Shown(Std.OUT, "fit a", "x", 2)), folding.due(Folding.WINDOW_NANOS));
        assertEquals(Optional.of(0), said("a", 3, "x", Folding.WINDOW_NANOS + 1));
    }

    @Test
    void aBodyThatRepeatsItselfIsShownAsItIs() {
        for (int i = 0; i < 3; i++) assertEquals(Optional.of(0), said("a", 1, "tick", i));
        assertEquals(List.of(), folding.end());
    }

    @Test
    void standardErrorIsNotFoldedWithStandardOutput() {
        said("a", 1, "x", 0);
        assertTrue(
                folding.said("a", new Printed.Line(Std.ERR, 2, "fit a", "x"), 0).isPresent());
    }

    @Test
    void blankLinesAreNeverFolded() {
        said("a", 1, " ", 0);
        assertEquals(Optional.of(0), said("a", 2, " ", 0));
    }

    @Test
    void beyondTheMostThatIsLookedOutForEverythingIsShown() {
        for (int i = 0; i < Folding.MAX_WATCHED; i++) said("a", 1, "line " + i, 0);
        assertEquals(Optional.of(0), said("a", 1, "one more", 0));
        assertEquals(Optional.of(0), said("a", 2, "one more", 0));
        assertEquals(Optional.empty(), said("a", 2, "line 7", 0));
        assertEquals(1, folding.end().size());
        assertEquals(Optional.empty(), folding.nextNanos());
    }
}
