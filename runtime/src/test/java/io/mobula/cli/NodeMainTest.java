package io.mobula.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.text.Console;
import io.mobula.config.MobulaConfig;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<MobulaConfig> started = new ArrayList<>();

    @TempDir
    private Path dir;

    @Test
    void itsArgumentsMeanWhatTheyMeanToTheCommand() throws Exception {
        Path file = Files.writeString(dir.resolve("n.conf"), "mobula.node.name = left\nmobula.node.port = 7400\n");
        assertEquals(
                0,
                run("--config", file.toString(), "--set", "node.port=7401", "--set", "node.data-dir=" + dir),
                err::toString);
        assertEquals("left (node-1.1) is up at h:7401\n", out.toString());
        assertEquals("left", started.getFirst().node().name());
    }

    @Test
    void aConfigurationErrorIsMisuse() {
        assertEquals(2, run("--set", "node.prot=1"));
        assertTrue(err.toString().contains("Did you mean node.port?"), err.toString());
    }

    @Test
    void anUnknownArgumentAndAMissingValueAreRefused() {
        assertEquals(1, run("--cofnig", "x"));
        assertTrue(err.toString().contains("does not know --cofnig"), err.toString());
        assertEquals(1, run("--config"));
        assertTrue(err.toString().contains("misses the value of --config"), err.toString());
        assertTrue(started.isEmpty());
    }

    private int run(String... arguments) {
        NodeStarter starter = (config, _) -> {
            started.add(config);
            return new Stopped("h:" + config.node().port());
        };
        var services = new Services(
                () -> starter,
                NodeMainTest::unused,
                NodeMainTest::unused,
                NodeMainTest::unused,
                NodeMainTest::unused,
                NodeMainTest::unused,
                NodeMainTest::unused,
                NodeMainTest::unused,
                NodeMainTest::unused,
                NodeMainTest::unused);
        return NodeMain.run(services, Console.plain(out, err), arguments);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // it returns nothing, ever
    private static <T> T unused() {
        throw new AssertionError("a node's JVM is no command line");
    }

    /** A node that ends at once. */
    private record Stopped(String address) implements NodeStarter.RunningNode {
        @Override
        public String identity() {
            return "node-1.1";
        }

        @Override
        public void awaitStopped() {}

        @Override
        public Optional<String> declaredDead() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
