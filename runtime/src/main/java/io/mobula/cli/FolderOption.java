package io.mobula.cli;

import io.mobula.cli.cluster.ClusterFolder;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The cluster's folder, where several commands look. */
final class FolderOption {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "The cluster's folder: its identity, token, logs and data. Default: MOBULA_DIR, else ~/.mobula.")
    private Optional<Path> dir = Optional.empty();

    ClusterFolder folder() {
        return new ClusterFolder(dir.or(() -> Optional.ofNullable(System.getenv("MOBULA_DIR"))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".mobula")));
    }
}
