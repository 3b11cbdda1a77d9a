package io.mobula.examples.quickstart;

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
                sum 500500, mean 500.5
                1 ready, 3 pending
                multiples of 2, 3, 4, 5: [500, 333, 250, 200], most 500
                failed as it should: For input string: "forty-two"
                """, bytes.toString(StandardCharsets.UTF_8));
    }
}
