package io.mobula.examples.training;

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
                y = 3.00 x -1.00 after 200 epochs on 2 workers
                """, bytes.toString(StandardCharsets.UTF_8));
    }
}
