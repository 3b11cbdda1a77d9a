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

    /** Which cache a process is started with. Every class in it is loaded at the start, needed or not, so each kind of process has its own. */
    public enum Cache {
        COMMAND("mobula-command.aot"),
        NODE("mobula-node.aot");

        private final String file;

        Cache(String file) {
            this.file = file;
        }

        /** It lies beside the jars' folder; a class path of folders has none, because only jars can be cached. */
        public Optional<Path> beside(String classPath) {
            Path first = Path.of(classPath.split(File.pathSeparator, 2)[0]).toAbsolutePath();
            if (!first.toString().endsWith(".jar")) return Optional.empty();
            return Optional.of(first.getParent().resolveSibling(file)).filter(Files::isRegularFile);
        }
    }

    /**
     * Four times what a method has to show by default before the optimising compiler takes it. What a start alone runs often is not worth its third of a node's CPU time until it is up; what a task
     * runs often gets there a moment later.
     */
    private static final List<String> OPTIMISED_LATER = List.of(
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=2400",
            "-XX:Tier4CompileThreshold=60000",
            "-XX:Tier4BackEdgeThreshold=160000");

    private static final long MIB = 1L << 20;
    /** The first heap of a node: what an idle one needs. Serial would begin with a sixty-fourth of the machine's memory. */
    private static final int FIRST_HEAP_MIB = 48;

    public JvmCommand {
        flags = List.copyOf(flags);
    }

    /** For a node: room to grow up to {@code heapBytes}, small while idle. */
    public static JvmCommand node(long heapBytes) {
        List<String> flags = new ArrayList<>(OPTIMISED_LATER);
        flags.addAll(List.of(
                "-Xms" + FIRST_HEAP_MIB + "m",
                "-Xmx" + Math.max(1, heapBytes / MIB) + "m",
                collector(),
                "-XX:+ExitOnOutOfMemoryError"));
        return ofThisJvm(Cache.NODE, flags);
    }

    /** For a process that mostly waits. */
    public static JvmCommand small() {
        return ofThisJvm(Cache.COMMAND, List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
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

    private static JvmCommand ofThisJvm(Cache cache, List<String> flags) {
        String classPath = System.getProperty("java.class.path");
        return new JvmCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"), classPath, cache.beside(classPath), flags);
    }

    /** G1's helper threads cost more than they give on two cores. */
    private static String collector() {
        return Runtime.getRuntime().availableProcessors() <= 2 ? "-XX:+UseSerialGC" : "-XX:+UseG1GC";
    }
}
