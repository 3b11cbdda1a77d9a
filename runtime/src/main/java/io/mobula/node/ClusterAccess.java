package io.mobula.node;

import io.mobula.api.error.ErrorCode;
import io.mobula.api.error.StartException;
import io.mobula.config.ClusterConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What lets a process into its cluster, and how finely a node divides its state. */
final class ClusterAccess {
    static final int SHARDS = 8;

    private ClusterAccess() {}

    static String token(ClusterConfig config) {
        Path file = config.tokenFile().orElseThrow(() -> invalid("mobula.cluster.token-file is not set", null));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw invalid("the token file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static UUID cluster(ClusterConfig config) {
        return config.id().orElseThrow(() -> invalid("mobula.cluster.id is not set", null));
    }

    private static StartException invalid(String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new StartException(
                ErrorCode.CONFIG_INVALID,
                "The node does not know its cluster: " + what + ". `mobula cluster init` makes both",
                cause);
    }

    /** The jars this JVM runs from: jobs that ship the same need no copy of them. */
    static List<Path> ownJars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.toString().endsWith(".jar") && Files.isRegularFile(path))
                .toList();
    }
}
