package io.mobula.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading a cluster's token. */
public final class Tokens {
    private Tokens() {}

    public static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new CommandFailed(
                    "The cluster's token %s cannot be read: %s. Set MOBULA_DIR or --dir to the cluster's folder."
                            .formatted(file, unreadable),
                    unreadable);
        }
    }
}
