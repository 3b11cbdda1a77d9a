package io.mobula.examples.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void printsWhatEachLineOfItIsFor() {
        var bytes = new ByteArrayOutputStream();
        try (Mobula mobula = Mobula.connect(ConnectOptions.strict());
                var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            Main.run(mobula, out);
        }
        assertEquals("""
                counted [1, 3, 6, 10, 15]
                from a task 115
                read 115
                later 115
                found 115
                gone ACTOR_DIED
                """, bytes.toString(StandardCharsets.UTF_8));
    }
}
