package io.mobula.submit;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the JVM of a submitted job's driver is started: the node's own Java, the job's jars before the node's, and an environment that depends on the job and the cluster alone. Pure. */
record DriverCommand(List<String> command, Map<String, String> environment) {
    /** What of the node's own environment a program may expect anywhere. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ");

    /** As for every process of Mobula: the store and Netty call native code, Agrona uses Unsafe. */
    private static final List<String> FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    private static final long MIB = 1L << 20;

    /** The node's own part. */
    record Node(
            Path java, String classPath, Map<String, String> environment, Map<String, String> cluster, int processors) {
        static Node here(Map<String, String> cluster) {
            return new Node(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path"),
                    System.getenv(),
                    cluster,
                    Runtime.getRuntime().availableProcessors());
        }
    }

    DriverCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    static DriverCommand of(Node node, String id, Submission job, List<Path> jars, Path temporary, long heapBytes) {
        var command = new ArrayList<String>();
        command.add(node.java().toString());
        command.addAll(FLAGS);
        command.add("-Xmx" + Math.max(1, heapBytes / MIB) + "m");
        // Its helper threads cost more than they give on two cores.
        command.add(node.processors() <= 2 ? "-XX:+UseSerialGC" : "-XX:+UseG1GC");
        command.add("-Djava.io.tmpdir=" + temporary);
        command.add("-Dmobula.job.name=" + job.name());
        command.add("-cp");
        command.add(Stream.concat(jars.stream().map(Path::toString), Stream.of(node.classPath()))
                .collect(Collectors.joining(File.pathSeparator)));
        command.add(DriverMain.class.getName());
        command.add(job.program().mainClass());
        command.addAll(job.program().arguments());

        var environment = new TreeMap<String, String>();
        for (String name : INHERITED)
            if (node.environment().containsKey(name))
                environment.put(name, node.environment().get(name));
        environment.putAll(node.cluster());
        environment.put("MOBULA_JOB", id);
        environment.putAll(job.program().environment());
        return new DriverCommand(command, environment);
    }
}
