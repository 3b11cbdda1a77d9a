package io.mobula.cli.cluster;

import io.mobula.cli.cluster.UpRequest.Life;
import io.mobula.cli.text.Console;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** {@code mobula cluster up --foreground} with fake nodes. Arguments: folder, count, then what the nodes are to do. */
public final class FakeCluster {
    private FakeCluster() {}

    public static void main(String[] arguments) throws InterruptedException {
        ClusterFolder folder = new ClusterFolder(Path.of(arguments[0]));
        int nodes = Integer.parseInt(arguments[1]);
        UpRequest request = new UpRequest(
                folder,
                nodes,
                OptionalInt.empty(),
                OptionalDouble.of(1),
                List.of("node.heap=64 MiB"),
                Life.UNTIL_STOPPED,
                FakeNode.class.getName(),
                List.of(arguments[2]));
        Console console = Console.plain(
                new OutputStreamWriter(System.out, StandardCharsets.UTF_8),
                new OutputStreamWriter(System.err, StandardCharsets.UTF_8));
        try {
            new ClusterRun(request, (_, _) -> marks(folder), console).run();
        } catch (CommandFailed failed) {
            console.failure(failed.getMessage());
            System.exit(1);
        }
    }

    private static int marks(ClusterFolder folder) {
        try (Stream<Path> nodes = Files.list(folder.nodes())) {
            return (int) nodes.filter(node -> Files.exists(node.resolve(FakeNode.MARK)))
                    .count();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
