package io.mobula.bench;

import io.mobula.cli.cluster.JvmCommand;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM started for a measurement. It ends at the latest when it is closed. */
final class Jvm implements AutoCloseable {
    /** How long one that was asked to end may take. */
    private static final Duration END_LIMIT = Duration.ofSeconds(20);

    /** A heap of one size: one that grows while it is measured gives another figure in every run. */
    private static final List<String> PROGRAM_FLAGS = List.of("-Xms1g", "-Xmx1g", "-Xmn700m", "-XX:+UseSerialGC");

    private static final List<String> COMMAND_FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Process process;

    private Jvm(Process process) {
        this.process = process;
    }

    /** A program as a user would start it: the whole class path, no classes linked ahead of time. */
    static Jvm program(Class<?> main, Map<String, String> environment, String... arguments) throws IOException {
        return start(
                System.getProperty("java.class.path"),
                Optional.empty(),
                PROGRAM_FLAGS,
                main.getName(),
                environment,
                arguments);
    }

    /** Mobula's command as its launcher starts it. */
    static Jvm command(String... arguments) throws IOException {
        String classPath = product();
        Optional<Path> cache = JvmCommand.Cache.COMMAND.beside(classPath);
        return start(classPath, cache, COMMAND_FLAGS, "io.mobula.cli.Main", Map.of(), arguments);
    }

    private static Jvm start(
            String classPath,
            Optional<Path> cache,
            List<String> flags,
            String main,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new JvmCommand(java, classPath, cache, flags).running(main, List.of(arguments));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("MOBULA_"));
        builder.environment().putAll(environment);
        return new Jvm(builder.start());
    }

    /** The class path without the benchmarks themselves: what is measured is what is delivered. */
    private static String product() {
        Path own;
        try {
            own = Path.of(Jvm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The benchmarks' own place in the class path is no path", e);
        }
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(own))
                .collect(Collectors.joining(File.pathSeparator));
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** The next line it prints; empty when it has ended. */
    Optional<String> line() throws IOException {
        return Optional.ofNullable(process.inputReader().readLine());
    }

    /** Reads until a line that holds this text, and returns it. */
    String lineWith(String text) throws IOException {
        var said = new StringBuilder();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            if (line.get().contains(text)) return line.get();
            said.append(line.get()).append('\n');
        }
        throw new IOException("A process ended before it said '" + text + "'. It said:\n" + said);
    }

    /** Takes what it measures until it ends. */
    void measureInto(Samples samples) throws IOException, InterruptedException {
        for (Optional<String> line = line(); line.isPresent(); line = line()) samples.take(line.get());
        int code = process.waitFor();
        if (code != 0) throw new IOException("A measuring process ended with exit code " + code);
    }

    /** Every process of ours ends when its standard input does. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (process.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
