package io.mobula.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.spi.CommandProvider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ServeCommandTest {
    private final StringWriter out = new StringWriter();

    private final class Plain implements CommandProvider.Terminal {
        private final Mobula mobula;

        Plain(Mobula mobula) {
            this.mobula = mobula;
        }

        @Override
        public PrintWriter out() {
            return new PrintWriter(out);
        }

        @Override
        public PrintWriter err() {
            return new PrintWriter(out);
        }

        @Override
        public void table(List<String> titles, List<List<String>> rows) {
            throw new AssertionError("it prints by itself");
        }

        @Override
        public Mobula mobula() {
            return mobula;
        }
    }

    static final class Echo {
        String same(String text) {
            return text;
        }
    }

    private static CommandProvider command() {
        return ServiceLoader.load(CommandProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("serve"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tellsWhatIsServed() {
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            assertEquals(0, command().run(List.of("status"), new Plain(mobula)));
            assertEquals("Nothing is served on this cluster.\n", out.toString());
            try (Serve serve = Serve.on(mobula)) {
                var _ = serve.deployment("echo", Echo.class)
                        .post("/echo", String.class, Echo::same)
                        .deploy(Echo::new);
                assertEquals(0, command().run(List.of("status"), new Plain(mobula)));
                assertTrue(out.toString().contains("echo"), out.toString());
            }
        }
    }

    @Test
    void misuseIsToldAsSuch() {
        try (Mobula mobula = Mobula.connect(ConnectOptions.embedded())) {
            assertThrows(IllegalArgumentException.class, () -> command().run(List.of("wat"), new Plain(mobula)));
        }
    }
}
