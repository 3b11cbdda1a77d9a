package io.mobula.bench;

import io.mobula.cli.text.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures Mobula's rates beside the machine's limits, prints them, and fails if one misses its floor.
 *
 * <p>{@code java -cp … io.mobula.bench.Rates [--json FILE]}. It starts every process it needs and ends it.
 */
public final class Rates {
    private static final int NODE_CPUS = 2;
    private static final int OK = 0;
    private static final int FLOOR_MISSED = 1;
    private static final int MISUSED = 2;

    private Rates() {}

    public static void main(String[] arguments) throws Exception {
        Console console = Console.system(System.getenv());
        Optional<Path> json = Optional.empty();
        if (arguments.length == 2 && arguments[0].equals("--json")) {
            json = Optional.of(Path.of(arguments[1]));
        } else if (arguments.length != 0) {
            console.failure("usage: io.mobula.bench.Rates [--json FILE]");
            System.exit(MISUSED);
        }
        var samples = new Samples();
        StartTrials.run(samples);
        betweenProcesses(samples);
        embedded(samples);

        List<Verdict> verdicts = Verdict.all(samples);
        new RatesTable(console).print(samples, verdicts);
        if (json.isPresent()) RatesJson.write(json.get(), samples, verdicts);
        System.exit(RatesTable.failed(verdicts) == 0 ? OK : FLOOR_MISSED);
    }

    private static void betweenProcesses(Samples samples) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("mobula-raw");
        Path socket = folder.resolve("socket");
        try (LocalCluster cluster = LocalCluster.start(1, NODE_CPUS);
                Jvm peer = Jvm.program(RawPeer.class, Map.of(), socket.toString())) {
            peer.lineWith(RawPeer.SAID);
            for (int i = 0; i < Trial.FORKS; i++) {
                try (Jvm driver = Jvm.program(DriverTrials.class, cluster.environment(), socket.toString())) {
                    driver.measureInto(samples);
                }
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        }
    }

    private static void embedded(Samples samples) throws IOException, InterruptedException {
        for (int i = 0; i < Trial.FORKS; i++) {
            try (Jvm program = Jvm.program(EmbeddedTrials.class, Map.of())) {
                program.measureInto(samples);
            }
        }
    }
}
