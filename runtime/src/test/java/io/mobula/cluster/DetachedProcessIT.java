package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mobula.cli.cluster.JvmCommand;
import io.mobula.submit.Jars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A detached actor after the death of the program that started it: that program's home dies, the actor's node dies, and another program, with code of its own, finds it. */
class DetachedProcessIT {
    private static final String BOARD = """
            import io.mobula.api.*;

            public class Board implements Restorable<Long> {
                public interface Step extends java.io.Serializable {
                    long on(long count);
                }

                private long count;

                public long add() {
                    return ++count;
                }

                public long take(Step step) {
                    count = step.on(count);
                    return count;
                }

                /** By a task, wherever there is room. */
                public long twice() {
                    long now = count;
                    return Mobula.current().submit(() -> 2 * now).get();
                }

                public String life() {
                    return TaskContext.current().node() + " " + ActorContext.current().restarts();
                }

                @Override
                public Long snapshot() {
                    return count;
                }

                @Override
                public void restore(Long state) {
                    count = state;
                }
            }
            """;

    /** Starts one that is neither beside the log nor at its own home, which is the first node it dials, and waits to be killed. */
    private static final String STARTER = """
            import io.mobula.api.*;
            import java.nio.file.*;

            public class Starter {
                public static void main(String[] arguments) throws Exception {
                    Mobula mobula = Mobula.connect(ConnectOptions.to(arguments[0]).withDirectory(Path.of(arguments[1])));
                    long start = 10;
                    for (int i = 0; ; i++) {
                        ActorHandle<Board> board = mobula.actor().name("board-" + i).cpus(1).maxRestarts(-1).detached().start(() -> {
                            Board made = new Board();
                            made.restore(start);
                            return made;
                        });
                        if (!board.call(Board::life).get().startsWith("node-2 ")) continue;
                        board.call(Board::add).get();
                        board.call(Board::add).get();
                        for (int other = 0; other < i; other++) mobula.find(Board.class, "board-" + other).orElseThrow().stop().get();
                        System.out.println(board.name().orElseThrow());
                        System.out.println("waits");
                        Thread.sleep(600_000);
                    }
                }
            }
            """;

    private static final String VISITOR = """
            import io.mobula.api.*;
            import io.mobula.api.error.*;
            import java.nio.file.*;

            public class Visitor {
                record Tenfold(long plus) implements Board.Step {
                    public long on(long count) {
                        return count * 10 + plus;
                    }
                }

                record Note(String text, long count) {}

                static class Refusal extends RuntimeException {
                    final long count;

                    Refusal(long count) {
                        super("refused at " + count);
                        this.count = count;
                    }
                }

                public static void main(String[] arguments) throws Exception {
                    try (Mobula mobula = Mobula.connect(ConnectOptions.to(arguments[0]).withDirectory(Path.of(arguments[1])))) {
                        ActorHandle<Board> board = mobula.find(Board.class, arguments[2]).orElseThrow();
                        System.out.println("life " + board.call(Board::life).get());
                        System.out.println("reference " + board.call(Board::add).get());
                        long plus = 5;
                        System.out.println("lambda " + board.call(b -> b.take(new Tenfold(plus))).get());
                        System.out.println("result " + board.call(b -> new Note("now", b.add())).get());
                        try {
                            board.run(b -> {
                                throw new Refusal(b.add());
                            }).get();
                        } catch (MobulaException e) {
                            System.out.println("exception " + e.cause(Refusal.class).orElseThrow().count);
                        }
                        for (int i = 0; i < 12; i++)
                            if (board.call(Board::twice).get() != 274) throw new AssertionError(i);
                        System.out.println("tasks done");
                        board.stop().get();
                        System.out.println("gone " + mobula.find(Board.class, arguments[2]).isEmpty());
                    }
                }
            }
            """;

    private static final String HOME = "node-3";

    private static LocalCluster cluster;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.start(3, List.of("mobula.driver.grace=3000 ms"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (cluster != null) cluster.close();
    }

    /** A driver with the library and its own jar alone. */
    private static Process run(Path jar, String main, List<String> arguments, Path output) throws IOException {
        JvmCommand small = LocalCluster.withoutTests(JvmCommand.small());
        var command = new JvmCommand(
                small.java(), jar + File.pathSeparator + small.classPath(), Optional.empty(), small.flags());
        return new ProcessBuilder(command.running(main, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static String address(String node) {
        return cluster.state().nodes().stream()
                .filter(candidate -> candidate.name().equals(node))
                .findFirst()
                .orElseThrow()
                .address();
    }

    @Test
    void itIsRestartedWithoutItsProgramAndServesAnother() throws Exception {
        Path first = Jars.compile(
                folder.resolve("starter.jar"), Optional.empty(), Map.of("Board", BOARD, "Starter", STARTER));
        Path second = Jars.compile(
                folder.resolve("visitor.jar"), Optional.empty(), Map.of("Board", BOARD, "Visitor", VISITOR));
        Path said = folder.resolve("starter.log");
        Process starter =
                run(first, "Starter", List.of(address(HOME), cluster.dir().toString()), said);
        try {
            Until.holds("the actor is there", LocalCluster.LIMIT, () -> {
                String now = Files.readString(said);
                if (!starter.isAlive()) throw new AssertionError(now);
                return now.contains("waits\n");
            });
        } finally {
            starter.destroyForcibly().onExit().join();
        }
        String name = Files.readAllLines(said).reversed().get(1);
        Until.holds(
                "its program is over",
                LocalCluster.LIMIT,
                () -> cluster.status("node-1").drivers().isEmpty());
        // First the home, which had the code whole; then the node where the actor is.
        for (String node : List.of(HOME, "node-2")) {
            int before = cluster.incarnation(node);
            cluster.process(node).destroyForcibly();
            cluster.awaitReturn(node, before);
        }

        Path answered = folder.resolve("visitor.log");
        Process visitor = run(
                second, "Visitor", List.of(cluster.addresses(), cluster.dir().toString(), name), answered);
        assertTrue(visitor.waitFor(90, TimeUnit.SECONDS));
        List<String> lines = Files.readAllLines(answered);
        assertEquals(7, lines.size(), () -> String.join("\n", lines));
        assertTrue(lines.get(0).startsWith("life ") && lines.get(0).endsWith(" 1"), lines.get(0));
        assertEquals(
                List.of(
                        "reference 13",
                        "lambda 135",
                        "result Note[text=now, count=136]",
                        "exception 137",
                        "tasks done",
                        "gone true"),
                lines.subList(1, lines.size()));
    }
}
