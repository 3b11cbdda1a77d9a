package io.mobula.core.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicaRulesTest {
    private static final Replica A = replica("a", 1);
    private static final Replica B = replica("b", 1);
    private static final Replica C = replica("c", 1);

    private static Replica replica(String node, int life) {
        return new Replica(node + "/" + life, node + ":2", node + ":1");
    }

    @Test
    void aMemberThatKnocksChangesNothing() {
        assertEquals(Optional.empty(), ReplicaRules.returned(List.of(A, B, C), B));
    }

    @Test
    void anEmptiedMemberTakesItsOwnPlaceUnderItsNewId() {
        Replica again = replica("b", 2);
        assertEquals(Optional.of(List.of(A, again, C)), ReplicaRules.returned(List.of(A, B, C), again));
    }

    @Test
    void aMemberThatMovedTakesItsPlaceElsewhere() {
        var moved = new Replica(B.id(), "elsewhere:2", "elsewhere:1");
        assertEquals(Optional.of(List.of(A, moved, C)), ReplicaRules.returned(List.of(A, B, C), moved));
    }

    @Test
    void aStrangerHasNoPlace() {
        assertEquals(Optional.empty(), ReplicaRules.returned(List.of(A, B, C), replica("d", 1)));
    }

    @Test
    void aClusterBeginsWithAllOfItsKeepersInOneStep() {
        List<String> keepers = List.of("a:1", "b:1", "c:1");
        assertEquals(Optional.empty(), ReplicaRules.founded(List.of(A), keepers, Map.of("b:1", B)));
        assertEquals(
                Optional.of(List.of(A, B, C)), ReplicaRules.founded(List.of(A), keepers, Map.of("b:1", B, "c:1", C)));
        assertEquals(Optional.empty(), ReplicaRules.founded(List.of(A, B, C), keepers, Map.of()));
    }

    @Test
    void oneLeavesAndAnotherComesInOneStep() {
        Replica d = replica("d", 1);
        assertEquals(
                Optional.of(List.of(A, C, d)),
                ReplicaRules.grown(List.of(A, B, C), Set.of("b:1"), List.of("d:1"), Map.of("d:1", d)));
        assertEquals(Optional.empty(), ReplicaRules.grown(List.of(A, B, C), Set.of("b:1"), List.of("d:1"), Map.of()));
    }

    @Test
    void onlyOddNumbersAreTaken() {
        for (int size : new int[] {1, 3, 5})
            assertTrue(ReplicaRules.objection(size).isEmpty());
        for (int size : new int[] {0, 2, 4})
            assertFalse(ReplicaRules.objection(size).isEmpty());
    }
}
