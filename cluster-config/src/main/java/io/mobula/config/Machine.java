package io.mobula.config;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** What {@code auto} derives from: the machine, or the container, this JVM runs on. */
public record Machine(int cpus, long memoryBytes, String hostName, Path home, Path workingDir) {

    public static Machine local() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory(),
                localHostName(),
                Path.of(System.getProperty("user.home", ".")),
                Path.of("").toAbsolutePath());
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                ? bean.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    private static String localHostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unresolved) {
            return "localhost"; // The name exists and resolves to nothing: no other machine could use it either.
        }
    }
}
