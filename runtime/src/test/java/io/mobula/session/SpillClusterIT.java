package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ConnectOptions;
import io.mobula.api.Mobula;
import io.mobula.api.ObjectRef;
import io.mobula.boot.MemoryService;
import io.mobula.cli.ClusterMemory;
import io.mobula.cli.job.Target;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import io.mobula.node.NodeDaemon;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node whose store takes a sixth of what its tasks return. */
class SpillClusterIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final int OBJECTS = 300;
    private static final int BYTES = 10_000_000;

    @TempDir
    Path place;

    private NodeDaemon node;

    @BeforeEach
    void startNode() throws IOException {
        Path token = Files.writeString(place.resolve("token"), TOKEN);
        node = NodeDaemon.start(MobulaConfig.load(ConfigSources.none()
                .withOverrides(List.of(
                        "cluster.id=" + UUID.randomUUID(),
                        "cluster.token-file=" + token,
                        "node.name=one",
                        "node.host=127.0.0.1",
                        "node.port=0",
                        "node.unix-socket=off",
                        "node.cpus=2",
                        "node.data-dir=" + place.resolve("one"),
                        "store.memory=512 MiB",
                        "store.wait=60 s"))));
    }

    @AfterEach
    void stopNode() throws IOException {
        node.close();
        assertEquals(List.of(), spilled());
    }

    private List<Path> spilled() throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(file -> file.getFileName().toString().startsWith("spill-"))
                    .toList();
        }
    }

    private ClusterMemory.Node memory() {
        return new MemoryService()
                .memory(new Target(node.address(), TOKEN, Optional.empty()), 5)
                .nodes()
                .getFirst();
    }

    static byte[] value(int seed) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer longs = ByteBuffer.wrap(bytes);
        for (long next = seed; longs.remaining() >= Long.BYTES; next++) longs.putLong(next * 0x9e3779b97f4a7c15L);
        return bytes;
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void threeHundredResultsOf10MbAreAllReadBackRight() throws Exception {
        try (Mobula mobula = Mobula.connect(ConnectOptions.to(node.address()).withToken(TOKEN))) {
            var make = mobula.task().name("make");
            List<ObjectRef<byte[]>> all = new ArrayList<>();
            for (int i = 0; i < OBJECTS; i++) {
                int seed = i;
                all.add(make.submit(() -> value(seed)));
            }
            for (int i = 0; i < OBJECTS; i++)
                assertArrayEquals(value(i), all.get(i).get(), "result " + i);

            ClusterMemory.Node memory = memory();
            assertTrue(memory.usedBytes() <= memory.capacityBytes(), memory.toString());
            assertEquals(OBJECTS, memory.primaries().objects());
            assertTrue(memory.fileBytes() > 2L * 1_000_000_000, memory.toString());
            assertEquals("make", memory.top().getFirst().maker());
            assertEquals(memory.files(), spilled().size());

            ObjectRef<byte[]> first = all.getFirst();
            long sum = mobula.submit(() -> (long) first.get()[5]).get();
            assertEquals(value(0)[5], sum, "an argument from disk");
        }
    }
}
