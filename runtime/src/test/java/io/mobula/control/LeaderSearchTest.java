package io.mobula.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaderSearchTest {
    private static final List<String> ALL = List.of("a", "b", "c");
    private final LeaderSearch search = new LeaderSearch(new Contacts(ALL), 10, 0);

    private static ToAgent.Lead lead(String contact, long term) {
        return new ToAgent.Lead(contact, term, ALL);
    }

    @Test
    void everybodyIsAskedUntilOneLeads() {
        assertEquals(ALL, search.targets());
        assertTrue(search.leads(lead("b", 1), 1));
        assertEquals(List.of("b"), search.targets());
        assertFalse(search.leads(lead("b", 1), 2), "no news");
    }

    @Test
    void aSilentLeaderIsNotTheOnlyOneAskedForLong() {
        search.leads(lead("b", 1), 1);
        search.round(11);
        assertEquals(List.of("b"), search.targets());
        search.round(12);
        assertEquals(ALL, search.targets());
        assertFalse(search.leads(lead("b", 1), 13), "it was only slow");
        assertEquals(List.of("b"), search.targets());
    }

    @Test
    void whoLedInAnEarlierTermIsNotFollowed() {
        search.leads(lead("b", 5), 1);
        assertFalse(search.leads(lead("a", 4), 2));
        assertEquals(List.of("b"), search.targets());
        assertEquals(5, search.term());
    }

    @Test
    void onlyTheOneTakenForLeaderCanSayThatItIsNone() {
        search.leads(lead("b", 1), 1);
        assertFalse(search.refused("c", Optional.of("a")));
        assertEquals(List.of("b"), search.targets());
        assertTrue(search.refused("b", Optional.of("a")));
        assertEquals(List.of("a"), search.targets());
    }

    @Test
    void oneHintIsFollowedInEachRound() {
        assertTrue(search.refused("a", Optional.of("b")));
        assertFalse(search.refused("b", Optional.of("a")), "to and fro");
        search.round(1);
        assertTrue(search.refused("b", Optional.of("a")));
    }

    @Test
    void aControlNodeThatJoinedLaterIsAskedToo() {
        search.leads(new ToAgent.Lead("a", 1, List.of("a", "d", "e")), 1);
        search.round(20);
        assertEquals(List.of("a", "d", "e", "b", "c"), search.targets());
    }
}
