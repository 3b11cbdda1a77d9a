package io.mobula.cli.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of a JVM of Mobula: this JVM's own Java and class path, the flags every one needs, a heap.
 *
 * @param aotCache classes linked ahead of time; the JVM starts without it when it does not fit, so it is named only if the file exists
 */
public record JvmCommand(Path java, String classPath, Optional<Path> aotCache, List<String> flags) {
    /** The store and the Netty within Ratis call native code; Pekko uses Unsafe, of which Java 25 would warn at every start. */
    private static final List<String> ALWAYS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private static final String AOT_FILE = "mobula.aot";
    private static final long MIB = 1L << 20;
    /** The first heap of a node: what an idle one needs. Serial would begin with a sixty-fourth of the machine's memory. */
    private static final int FIRST_HEAP_MIB = 48;

    public JvmCommand {
        flags = List.copyOf(flags);
    }

    /** For a node: room to grow up to {@code heapBytes}, small while idle. */
    public static JvmCommand node(long heapBytes) {
        return ofThisJvm(List.of(
                "-Xms" + FIRST_HEAP_MIB + "m",
                "-Xmx" + Math.max(1, heapBytes / MIB) + "m",
                collector(),
                "-XX:+ExitOnOutOfMemoryError"));
    }

    /** For a process that mostly waits. */
    public static JvmCommand small() {
        return ofThisJvm(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    }

    /** The command that runs this main class. */
    public List<String> running(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(ALWAYS);
        aotCache.ifPresent(file -> command.add("-XX:AOTCache=" + file));
        command.addAll(flags);
        command.add("-cp");
        command.add(classPath);
        command.add(mainClass);
        command.addAll(arguments);
        return command;
    }

    private static JvmCommand ofThisJvm(List<String> flags) {
        String classPath = System.getProperty("java.class.path");
        return new JvmCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"), classPath, aotBeside(classPath), flags);
    }

    /** The cache lies beside the jars' folder; a class path of folders has none, because only jars can be cached. */
    public static Optional<Path> aotBeside(String classPath) {
        Path first = Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
        if (!first.toString().endsWith(".jar")) return Optional.empty();
        return Optional.of(first.getParent().resolveSibling(AOT_FILE)).filter(Files::isRegularFile);
    }

    /** G1's helper threads cost more than they give on two cores. */
    private static String collector() {
        return Runtime.getRuntime().availableProcessors() <= 2 ? "-XX:+UseSerialGC" : "-XX:+UseG1GC";
    }
}
