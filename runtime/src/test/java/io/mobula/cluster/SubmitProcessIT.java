package io.mobula.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.mobula.boot.JobsService;
import io.mobula.cli.job.Job;
import io.mobula.cli.job.Target;
import io.mobula.submit.Jars;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Programs submitted by the real command to real nodes. */
@ExtendWith(SharedCluster.class)
class SubmitProcessIT {
    private static final String APP = """
        import io.mobula.api.*;

        public class App {
            public static void main(String[] arguments) throws Exception {
                switch (arguments[0]) {
                    case "task" -> {
                        try (Mobula mobula = Mobula.connect()) {
                            int six = 6;
                            System.out.println("sum " + mobula.submit(() -> six * 7).get());
                            mobula.submit(() -> System.out.println("printed by a task " + six)).get();
                        }
                    }
                    case "print" -> {
                        System.out.println("grüße ✓ 𝄞 " + String.join("|", arguments));
                        System.err.println("to standard error");
                        System.out.print("and no newline");
                        System.exit(3);
                    }
                    case "lines" -> {
                        for (int i = 0; i < 100_000; i++) System.out.println("line " + i);
                    }
                    case "throw" -> throw new IllegalStateException("on purpose");
                    case "wait" -> {
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
                        System.out.println("pid " + ProcessHandle.current().pid());
                        Thread.sleep(600_000);
                    }
                    case "ticks" -> {
                        System.out.println("pid " + ProcessHandle.current().pid());
                        for (int i = 0; i < 30; i++) {
                            System.out.println("tick " + i);
                            Thread.sleep(100);
                        }
                    }
                }
            }
        }
        """;

    private static final Pattern PID = Pattern.compile("pid (\\d+)");

    @TempDir
    private static Path folder;

    private static String jar;

    @BeforeAll
    static void compile() throws IOException {
        jar = Jars.compile(folder.resolve("app.jar"), Optional.of("App"), Map.of("App", APP))
                .toString();
    }

    @Test
    void aSubmittedProgramUsesTheClusterAndItsTasksPrintIntoItsOutput(LocalCluster cluster) throws Exception {
        List<String> shown =
                CommandLine.run(cluster, 0, "submit", jar, "task").lines().toList();
        assertEquals(2, shown.size(), shown.toString());
        assertTrue(shown.contains("sum 42"), shown.toString());
        assertTrue(shown.stream().anyMatch(line -> line.endsWith(") printed by a task 6")), shown.toString());
        assertTrue(CommandLine.run(cluster, 0, "logs", "node-1", "--tail", "1")
                        .lines()
                        .count()
                == 1);
    }

    @Test
    void outputArgumentsAndExitCodeArePassedOn(LocalCluster cluster) throws Exception {
        assertEquals(
                "grüße ✓ 𝄞 print|--x|a b\nto standard error\nand no newline",
                CommandLine.run(cluster, 3, "submit", jar, "print", "--", "--x", "a b"));
    }

    @Test
    void anExceptionOfMainIsShownWithTheProgramsOwnFrames(LocalCluster cluster) throws Exception {
        String shown = CommandLine.run(cluster, 1, "submit", jar, "throw");
        assertTrue(
                shown.startsWith(
                        "Exception in thread \"main\" java.lang.IllegalStateException: on purpose\n\tat App.main"),
                shown);
        assertTrue(!shown.contains("io.mobula"), shown);
    }

    @Test
    void aHundredThousandLinesArriveWholeAndInOrder(LocalCluster cluster) throws Exception {
        String expected =
                IntStream.range(0, 100_000).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        assertEquals(expected, CommandLine.run(cluster, 0, "submit", jar, "lines"));
    }

    @Test
    void aDriverThatIsKilledFailsItsJobWithTheSignal(LocalCluster cluster) throws Exception {
        try (CommandLine submit = CommandLine.start(cluster, "submit", jar, "wait", "--name", "killed")) {
            LocalCluster.signal("KILL", driver(submit));
            assertEquals(137, submit.await());
            assertTrue(submit.err().contains("its driver was killed (signal 9)"), submit.err());
        }
        Job job = job(cluster, "killed");
        assertEquals(Job.State.FAILED, job.state());
        assertEquals(Optional.of(137), job.exitCode());
    }

    @Test
    void stopEndsTheDriverInOrder(LocalCluster cluster) throws Exception {
        try (CommandLine submit = CommandLine.start(cluster, "submit", jar, "wait", "--name", "stopped")) {
            driver(submit);
            assertTrue(CommandLine.run(cluster, 0, "stop", "stopped").contains("was stopped after"));
            assertEquals(143, submit.await());
            assertTrue(submit.out().endsWith("hook ran\n"), submit.out());
        }
        assertEquals(Job.State.STOPPED, job(cluster, "stopped").state());
    }

    @Test
    void anInterruptWithoutATerminalStopsTheJob(LocalCluster cluster) throws Exception {
        assumeFalse(ignoresInterrupts(), "a shell's background job passes on to its children that SIGINT is ignored");
        try (CommandLine submit = CommandLine.start(cluster, "submit", jar, "wait", "--name", "interrupted")) {
            driver(submit);
            LocalCluster.signal("INT", submit.handle());
            assertEquals(130, submit.await());
        }
        assertEquals(Job.State.STOPPED, job(cluster, "interrupted").state());
    }

    private static boolean ignoresInterrupts() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16) & 1L << (2 - 1)) != 0;
    }

    @Test
    void aDetachedJobIsFollowedFromAnotherTerminal(LocalCluster cluster) throws Exception {
        String id =
                CommandLine.run(cluster, 0, "submit", jar, "ticks", "--detach").strip();
        String followed = CommandLine.run(cluster, 0, "logs", id, "--follow");
        assertEquals(
                IntStream.range(0, 30).mapToObj(i -> "tick " + i).toList(),
                followed.lines().skip(1).toList());
        assertEquals(Job.State.SUCCEEDED, job(cluster, id).state());
    }

    @Test
    void aJobOutlivesItsTerminal(LocalCluster cluster) throws Exception {
        try (CommandLine submit = CommandLine.start(cluster, "submit", jar, "ticks", "--name", "outlives")) {
            driver(submit);
            LocalCluster.signal("KILL", submit.handle());
        }
        String followed = CommandLine.run(cluster, 0, "logs", "outlives", "--follow");
        assertTrue(followed.endsWith("tick 29\n"), followed);
    }

    @Test
    void theNodeIsChosenByName(LocalCluster cluster) throws Exception {
        String id = CommandLine.run(cluster, 0, "submit", jar, "print", "--node", "node-2", "--detach")
                .strip();
        assertEquals("node-2", job(cluster, id).node());
        assertTrue(CommandLine.run(cluster, 1, "submit", jar, "print", "--node", "node-9")
                .isEmpty());
    }

    @Test
    void codeOfALaterJavaIsRefusedByTheNode(LocalCluster cluster) throws Exception {
        Path newer = newer(Path.of(jar));
        try (CommandLine submit = CommandLine.start(cluster, "submit", newer.toString(), "print")) {
            assertEquals(1, submit.await());
            assertTrue(
                    submit.err().contains("App (class file version 99, Java 55) was compiled for a later Java"),
                    submit.err());
            assertTrue(submit.err().contains("[CLASS_TOO_NEW]"), submit.err());
        }
    }

    @Test
    void aNodeThatDiesTakesItsDriversWithItAndTellsSoWhenItIsBack() throws Exception {
        try (LocalCluster own = LocalCluster.start(1, List.of("mobula.jobs.max-running=1"));
                CommandLine submit = CommandLine.start(own, "submit", jar, "wait", "--name", "lost")) {
            ProcessHandle driver = driver(submit);
            String refusal = refused(own);
            assertTrue(refusal.contains("this node runs 1 submitted jobs, the most it may"), refusal);
            assertTrue(refusal.contains("[JOB_REFUSED]"), refusal);

            LocalCluster.signal("KILL", own.process("node-1"));
            assertEquals(1, submit.await());
            assertTrue(submit.err().contains("its node restarted while it ran"), submit.err());
            Until.holds("the driver has ended", LocalCluster.LIMIT, () -> !driver.isAlive());
            Job job = job(own, "lost");
            assertEquals(Job.State.FAILED, job.state());
            assertEquals(Optional.of("its node restarted while it ran"), job.cause());
            assertEquals(
                    "pid " + driver.pid() + "\n",
                    CommandLine.run(own, 0, "logs", "lost").lines().findFirst().orElse("") + "\n");
        }
    }

    private static String refused(LocalCluster cluster) throws Exception {
        try (CommandLine second = CommandLine.start(cluster, "submit", jar, "print")) {
            assertEquals(1, second.await());
            return second.err();
        }
    }

    /** Once the program has said who it is. */
    private static ProcessHandle driver(CommandLine submit) throws Exception {
        var found = new ArrayList<ProcessHandle>();
        Until.holds("the driver runs: " + submit.err(), LocalCluster.LIMIT, () -> {
            Matcher pid = PID.matcher(submit.out());
            if (!pid.find()) return false;
            found.add(ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow());
            return true;
        });
        return found.getFirst();
    }

    private static Job job(LocalCluster cluster, String word) throws IOException {
        String token = Files.readString(cluster.dir().resolve("token")).strip();
        return new JobsService()
                .jobs(new Target(cluster.address(), token, Optional.empty())).jobs().stream()
                        .filter(job -> job.name().equals(word) || job.id().equals(word))
                        .findFirst()
                        .orElseThrow();
    }

    /** The same program with a class file version from the future. */
    private static Path newer(Path app) throws IOException {
        Path copy = Files.copy(app, app.resolveSibling("newer.jar"));
        try (var zip = FileSystems.newFileSystem(copy)) {
            Path file = zip.getPath("App.class");
            byte[] bytes = Files.readAllBytes(file);
            bytes[7] = 99;
            Files.write(file, bytes);
        }
        return copy;
    }
}
