package io.mobula.cli.cluster;

import io.mobula.config.ConfigSources;
import io.mobula.config.MobulaConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A node in name only: it reads its settings, leaves a mark in its data folder while it lives, and ends with its standard input. */
public final class FakeNode {
    static final String MARK = "alive";

    private FakeNode() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        Path conf = Path.of(given.get(given.indexOf("--config") + 1));
        MobulaConfig config = MobulaConfig.load(ConfigSources.none().withFile(conf));
        if (given.getFirst().equals("crash") && config.node().name().equals("node-2")) {
            System.err.println("the disk is on fire");
            System.exit(3);
        }
        Path mark = Files.createDirectories(config.node().dataDir()).resolve(MARK);
        Files.writeString(mark, Long.toString(ProcessHandle.current().pid()));
        System.out.println(config.node().name() + " listens on " + config.node().port());
        CountDownLatch ended = new CountDownLatch(1);
        StdinEnd.onEnd(ended::countDown);
        ended.await();
    }
}
