package io.mobula.examples.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void printsWhatEachLineOfItIsFor() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (Mobula mobula = Mobula.connect(ConnectOptions.strict());
                var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            Main.run(mobula, out);
        }
        assertEquals("""
                HTTP: 200 {"mood":"happy","score":2}
                HTTP, malformed: 400
                handle: sad -2
                """, bytes.toString(StandardCharsets.UTF_8));
    }
}
