package io.mobula.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> KEYS = List.of("node.port", "node.host", "call.window", "store.inline-limit");

    @Test
    void countsASwapOfNeighboursAsOneEdit() {
        assertEquals(1, Nearest.edits("prot", "port"));
        assertEquals(3, Nearest.edits("kitten", "sitting"));
        assertEquals(4, Nearest.edits("", "port"));
    }

    @Test
    void findsTheKeyThatWasMeant() {
        assertEquals(Optional.of("node.port"), Nearest.of("node.prot", KEYS));
        assertEquals(Optional.of("call.window"), Nearest.of("window", KEYS));
        assertEquals(Optional.of("store.inline-limit"), Nearest.of("store.inlinelimit", KEYS));
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertEquals(Optional.empty(), Nearest.of("colour", KEYS));
        assertEquals(Optional.empty(), Nearest.of("x", KEYS));
    }
}
