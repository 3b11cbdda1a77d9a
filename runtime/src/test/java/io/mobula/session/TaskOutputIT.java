package io.mobula.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.api.ActorHandle;
import io.mobula.api.ConnectOptions;
import io.mobula.api.ConnectOptions.TaskOutput;
import io.mobula.api.Mobula;
import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import io.mobula.node.NodeDaemon;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bodies on a node print, as their drivers print it: a node and its drivers in one JVM. */
class TaskOutputIT {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    private Path place;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream usualOut = System.out;
    private final PrintStream usualErr = System.err;
    private NodeDaemon node;

    @BeforeEach
    void start() throws IOException {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        Path token = Files.writeString(place.resolve("token"), TOKEN);
        node = NodeDaemon.start(MobulaConfig.load(ConfigSources.none()
                .withOverrides(List.of(
                        "cluster.id=" + UUID.randomUUID(),
                        "cluster.token-file=" + token,
                        "node.name=one",
                        "node.host=127.0.0.1",
                        "node.port=0",
                        "node.unix-socket=off",
                        "node.cpus=4",
                        "node.data-dir=" + place.resolve("one"),
                        "store.memory=64 MiB"))));
    }

    @AfterEach
    void stop() {
        node.close();
        System.setOut(usualOut);
        System.setErr(usualErr);
    }

    private Mobula connect(TaskOutput output) {
        return Mobula.connect(ConnectOptions.to(node.address()).withToken(TOKEN).withTaskOutput(output));
    }

    static final class Counter {
        private int count;

        int add() {
            System.out.println("now " + ++count);
            return count;
        }
    }

    /** What the drivers printed, once they are closed; nothing else prints here. */
    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void linesOfTasksAndActorsAppearAtTheDriverWithWhoseTheyAre() {
        try (Mobula mobula = connect(TaskOutput.SHOWN)) {
            mobula.task()
                    .name("fit")
                    .submit(() -> System.out.println("grüße ✓ 𝄞"))
                    .get();
            mobula.task().name("fit").submit(() -> System.err.print("oops")).get();
            ActorHandle<Counter> hits = mobula.actor().name("hits").start(Counter::new);
            hits.call(Counter::add).get();
            System.out.println("mine");
        }
        assertTrue(lines().contains("(fit one) grüße ✓ 𝄞"), lines().toString());
        assertTrue(lines().contains("(Counter actor hits one) now 1"), lines().toString());
        assertTrue(lines().contains("mine"), lines().toString());
        String errors = err.toString(StandardCharsets.UTF_8);
        assertTrue(errors.lines().anyMatch("(fit one) oops"::equals), errors);
    }

    @Test
    void twoJobsOfOneNodeHearTheirOwnAlone() throws IOException {
        try (Mobula silent = connect(TaskOutput.LEFT_ON_NODES)) {
            silent.task()
                    .name("quiet")
                    .submit(() -> System.out.println("kept at the node"))
                    .get();
            try (Mobula mobula = connect(TaskOutput.SHOWN)) {
                mobula.task()
                        .name("loud")
                        .submit(() -> System.out.println("heard"))
                        .get();
            }
        }
        assertEquals(List.of("(loud one) heard"), lines());
        assertTrue(kept().stream().anyMatch(line -> line.endsWith("(quiet one) kept at the node")), kept().toString());
    }

    /** All that is in the files of jobs; a line may begin in one segment and end in the next. */
    private List<String> kept() throws IOException {
        try (Stream<Path> files = Files.walk(place.resolve("one").resolve("output"))) {
            var text = new StringBuilder();
            for (Path file : files.filter(each -> each.toString().endsWith(".log"))
                    .sorted()
                    .toList()) text.append(Files.readString(file));
            return text.toString().lines().toList();
        }
    }

    @Test
    void threadsThatABodyStartsPrintAsTheBody() {
        try (Mobula mobula = connect(TaskOutput.SHOWN)) {
            mobula.task()
                    .name("many")
                    .submit(() -> {
                        Thread.ofPlatform()
                                .start(() -> System.out.println("platform"))
                                .join();
                        Thread.ofVirtual()
                                .start(() -> System.out.println("virtual"))
                                .join();
                        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
                            pool.submit(() -> System.out.println("pooled")).get();
                        }
                        return 0;
                    })
                    .get();
        }
        assertEquals(List.of("(many one) platform", "(many one) virtual", "(many one) pooled"), lines());
    }

    @Test
    void linesPrintedInPiecesBySeveralThreadsAreNotMixed() {
        int threads = 8;
        try (Mobula mobula = connect(TaskOutput.SHOWN)) {
            mobula.task()
                    .name("pieces")
                    .submit(() -> {
                        var together = new CountDownLatch(threads);
                        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                            for (int i = 0; i < threads; i++) {
                                String own = Integer.toString(i);
                                var _ = pool.submit(() -> {
                                    together.countDown();
                                    together.await();
                                    for (int j = 0; j < 100; j++) {
                                        for (int k = 0; k < 5; k++) System.out.print(own);
                                        System.out.println(" " + j);
                                    }
                                    return 0;
                                });
                            }
                        }
                        return 0;
                    })
                    .get();
        }
        List<String> expected = IntStream.range(0, threads)
                .boxed()
                .flatMap(i -> IntStream.range(0, 100)
                        .mapToObj(j -> "(pieces one) " + String.valueOf(i).repeat(5) + " " + j))
                .sorted()
                .toList();
        assertEquals(expected, lines().stream().sorted().toList());
    }

    @Test
    void theSameLineOfManyTasksIsFolded() {
        try (Mobula mobula = connect(TaskOutput.SHOWN)) {
            var refs = IntStream.range(0, 12)
                    .mapToObj(i -> mobula.task().name("warn").submit(() -> System.out.println("deprecated")))
                    .toList();
            mobula.all(refs).get();
        }
        assertEquals(List.of("(warn one) deprecated", "(warn one) deprecated [repeated 11x]"), lines());
    }

    @Test
    void aFloodIsCutAtTheDriverAndNothingElseWaits() throws IOException {
        int count = 100_000;
        try (Mobula mobula = connect(TaskOutput.SHOWN)) {
            mobula.task()
                    .name("flood")
                    .submit(() -> {
                        for (int i = 0; i < count; i++) System.out.println("line " + i);
                    })
                    .get();
        }
        long shown = lines().stream()
                .filter(line -> line.startsWith("(flood one) line "))
                .count();
        assertTrue(shown > 0, "some are shown");
        long leftOut = err.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("… "))
                .mapToLong(line -> Long.parseLong(line.split(" ", 3)[1].replace(",", "")))
                .sum();
        assertEquals(count, shown + leftOut);
        assertEquals("(flood one) line 0", lines().getFirst());
        assertEquals(count, kept().size());
        assertFalse(kept().getFirst().startsWith("("), "a kept line has its time: " + kept().getFirst());
    }
}
