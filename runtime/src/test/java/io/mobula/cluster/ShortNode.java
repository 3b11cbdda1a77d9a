package io.mobula.cluster;

import io.mobula.cli.Main;
import io.mobula.cli.cluster.JvmCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node JVM that is to end by itself, because something about it is wrong. */
final class ShortNode {
    private static final long LIMIT_SECONDS = 60;

    private ShortNode() {}

    record Ended(int code, String said) {}

    /** With the arguments of {@code mobula node}; killed if it does not end. */
    static Ended run(String... arguments) throws IOException, InterruptedException {
        var all = new ArrayList<>(List.of("node"));
        all.addAll(List.of(arguments));
        File said = File.createTempFile("mobula-node", ".log");
        Process process = new ProcessBuilder(
                        LocalCluster.withoutTests(JvmCommand.small()).running(Main.class.getName(), all))
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start();
        try {
            boolean inTime = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(said.toPath());
            if (!inTime) throw new AssertionError("The node goes on after " + LIMIT_SECONDS + " s:\n" + text);
            return new Ended(process.exitValue(), text);
        } finally {
            process.destroyForcibly().onExit().join();
            Files.delete(said.toPath());
        }
    }
}
