package io.mobula.core.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which nodes a selector takes, and where it cannot be read. */
class SelectorTest {
    private static final Demand NODE = node("zone=a", "ssd=yes", "node=n1");

    private static Demand node(String... labels) {
        return new Demand(Stream.concat(
                        Stream.of(new Demand.Amount("cpu", Demand.UNIT)),
                        Arrays.stream(labels)
                                .sorted()
                                .map(label -> new Demand.Amount("label:" + label, Selector.PLENTY)))
                .toList());
    }

    private static boolean takes(String selector, Demand node) {
        return demand(selector).fitsIn(node);
    }

    private static Demand demand(String selector) {
        return new Demand(Selector.parse(selector).terms().stream()
                .map(Selector.Term::resource)
                .sorted()
                .map(resource -> new Demand.Amount(resource, 1))
                .toList());
    }

    @Test
    void allTermsHaveToHold() {
        for (String selector : List.of(
                "zone=a",
                "zone!=b",
                "disk!=b",
                "zone in (a,b)",
                " zone in ( b , a ) ",
                "ssd",
                "!gpu",
                "zone=a,ssd, !gpu,node in (n1)",
                "!in")) assertTrue(takes(selector, NODE), selector);
        for (String selector :
                List.of("zone=b", "zone!=a", "zone in (b,c)", "!ssd", "gpu", "zone=a,gpu", "ss", "in in (x)"))
            assertFalse(takes(selector, NODE), selector);
    }

    @Test
    void whatIsTakenOfANodeTakesNothingFromItsLabels() {
        var left = new Demand(List.of(new Demand.Amount("label:zone=a", Selector.PLENTY - 5)));
        assertTrue(takes("zone in (a,b),!gpu", left));
        assertEquals(1_024, demand("zone!=b").timesIn(NODE));
    }

    @Test
    void wishesAreNeverMissed() {
        String resource = Selector.parse("zone=b").terms().getFirst().wish();
        var wish = new Demand(List.of(new Demand.Amount(resource, 1)));
        assertTrue(wish.fitsIn(NODE));
        assertEquals(0, Selector.wishesFulfilled(wish, NODE));
        assertEquals(1, Selector.wishesFulfilled(wish, node("zone=b")));
    }

    @Test
    void aSelectorIsShownAsItIsRead() {
        for (String text : List.of("zone=a", "zone!=a", "zone in (a,b)", "ssd", "!ssd")) {
            assertEquals(text, Selector.parse(text).toString());
            var asked = new Demand(
                    Stream.concat(Stream.of(new Demand.Amount("cpu", Demand.UNIT)), demand(text).amounts().stream())
                            .toList());
            assertEquals("1 cpu on a node with " + text, asked.toString());
        }
    }

    private static void wrong(String text, int position) {
        var syntax = assertThrows(SelectorSyntax.class, () -> Selector.parse(text));
        assertEquals(position, syntax.position(), text);
    }

    @Test
    void whatCannotBeReadIsShownWhere() {
        wrong("", 0);
        wrong("zone=", 5);
        wrong("zone=a b", 7);
        wrong("zone=a,", 7);
        wrong("zone in a", 8);
        wrong("zone in (a", 10);
        wrong("zone in ()", 9);
        wrong("zone!a", 5);
        wrong("!", 1);
        wrong("a==b", 2);
        wrong("zöne=a", 1);
        wrong("a".repeat(65), 0);
    }

    @Test
    void aDemandWithATermThatCannotBeReadIsNone() {
        assertThrows(
                IllegalArgumentException.class, () -> new Demand(List.of(new Demand.Amount("where:zone in (", 1))));
    }
}
