package io.mobula.examples.digits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One {@code kill -9} of a node JVM in the middle of a stage, if the command line asked for it.
 *
 * <p>Thread safety: any thread; the first to strike does.
 */
final class Blow {
    private final Optional<Path> cluster;
    private Optional<Kill> struck = Optional.empty();

    /** @param cluster the folder of a cluster on this machine; empty: nothing is ever struck */
    Blow(Optional<Path> cluster) {
        this.cluster = cluster;
    }

    /** Kills one of these nodes, by name: the first that does not keep the control log, so that its death costs its work and nothing else. */
    synchronized void strike(Collection<String> nodes) {
        if (cluster.isEmpty() || struck.isPresent()) return;
        for (JsonNode node : supervised(cluster.get()).get("nodes")) {
            Kill kill = new Kill(node.get("name").asString(), node.get("pid").asLong());
            if (node.get("control").asBoolean() || !nodes.contains(kill.node())) continue;
            boolean sent = ProcessHandle.of(kill.pid())
                    .map(ProcessHandle::destroyForcibly)
                    .orElse(false);
            if (!sent) continue;
            struck = Optional.of(kill);
            return;
        }
    }

    synchronized Optional<Kill> struck() {
        return struck;
    }

    /** Where the supervisor of a cluster keeps the pids of its nodes. */
    static Path supervisor(Path folder) {
        return folder.resolve("supervisor.json");
    }

    private static JsonNode supervised(Path folder) {
        try {
            return JsonMapper.shared().readTree(Files.readString(supervisor(folder)));
        } catch (IOException e) {
            throw new UncheckedIOException("No supervisor says which nodes run: " + e.getMessage(), e);
        }
    }
}
