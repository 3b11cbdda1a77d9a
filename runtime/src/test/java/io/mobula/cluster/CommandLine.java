package io.mobula.cluster;

import io.mobula.cli.Main;
import io.mobula.cli.cluster.JvmCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the {@code mobula} command in a JVM of its own, without a terminal. */
final class CommandLine implements AutoCloseable {
    /** As long as it takes to drain and restart all nodes, one after the other. */
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Process process;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Thread> readers;

    private CommandLine(Process process) {
        this.process = process;
        readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    /** @param command the first word, before the options that name the cluster */
    static CommandLine start(LocalCluster cluster, String command, String... arguments) throws IOException {
        var words =
                new ArrayList<>(List.of(command, "--dir", cluster.dir().toString(), "--address", cluster.address()));
        words.addAll(List.of(arguments));
        if (command.equals("cluster")) {
            // Its options stand behind the second word.
            words = new ArrayList<>(List.of(command));
            words.addAll(List.of(arguments));
            words.addAll(List.of("--dir", cluster.dir().toString(), "--address", cluster.address()));
        }
        ProcessBuilder builder =
                new ProcessBuilder(LocalCluster.withoutTests(JvmCommand.small()).running(Main.class.getName(), words));
        builder.environment().keySet().removeIf(name -> name.startsWith("MOBULA_"));
        Process process = builder.start();
        process.getOutputStream().close();
        return new CommandLine(process);
    }

    /** What it printed, once it has ended with this code. */
    static String run(LocalCluster cluster, int expectedCode, String command, String... arguments) throws Exception {
        try (CommandLine line = start(cluster, command, arguments)) {
            int code = line.await();
            if (code != expectedCode)
                throw new AssertionError(command + " " + List.of(arguments) + " ended with " + code + ", expected "
                        + expectedCode + ":\n" + line.out() + line.err());
            return code == 0 || command.equals("submit") ? line.out() : line.err();
        }
    }

    private static Thread reader(InputStream from, ByteArrayOutputStream into) {
        return Thread.ofVirtual().start(() -> {
            try {
                byte[] buffer = new byte[8192];
                for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                    synchronized (into) {
                        into.write(buffer, 0, count);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    int await() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
            throw new AssertionError("It has not ended:\n" + out() + err());
        for (Thread reader : readers) reader.join();
        return process.exitValue();
    }

    String out() {
        synchronized (out) {
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    String err() {
        synchronized (err) {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
