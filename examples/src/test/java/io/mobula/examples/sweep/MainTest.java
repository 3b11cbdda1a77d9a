package io.mobula.examples.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.tune.Display;
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
            Main.run(mobula, out, Display.NONE);
        }
        assertEquals("""
                16 trials, best trial-11 with a height under 1e-3: true
                """, bytes.toString(StandardCharsets.UTF_8));
    }
}
