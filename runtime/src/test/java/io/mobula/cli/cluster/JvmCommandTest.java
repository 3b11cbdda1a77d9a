package io.mobula.cli.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.cluster.JvmCommand.Cache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmCommandTest {
    @Test
    void theMainClassAndItsArgumentsComeLast() {
        JvmCommand jvm = new JvmCommand(
                Path.of("/jdk/bin/java"), "a b.jar:c.jar", Optional.of(Path.of("/d/x.aot")), List.of("-Xmx1m"));

        assertEquals(
                List.of(
                        "/jdk/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:AOTCache=/d/x.aot",
                        "-Xmx1m",
                        "-cp",
                        "a b.jar:c.jar",
                        "Main",
                        "node"),
                jvm.running("Main", List.of("node")));
    }

    @Test
    void aNodeGetsTheHeapItWasGiven() {
        assertTrue(JvmCommand.node(512L << 20).flags().contains("-Xmx512m"));
    }

    @Test
    void theCacheIsUsedOnlyIfItLiesBesideTheJarsFolder(@TempDir Path dist) throws IOException {
        String jar = Files.createDirectory(dist.resolve("lib")).resolve("a.jar").toString();
        assertEquals(Optional.empty(), Cache.NODE.beside(jar));

        Path cache = Files.createFile(dist.resolve("mobula-node.aot"));
        assertEquals(Optional.of(cache), Cache.NODE.beside(jar + ":" + dist.resolve("lib/b.jar")));
        assertEquals(Optional.empty(), Cache.COMMAND.beside(jar));
        assertEquals(
                Optional.empty(), Cache.NODE.beside(dist.resolve("classes").toString()));
    }
}
