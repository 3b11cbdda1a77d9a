package io.mobula.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a running supervisor tells other commands, in {@code supervisor.json}.
 *
 * @param pid the supervisor's
 * @param address where drivers connect
 */
public record SupervisorState(long pid, Phase phase, String address, List<Node> nodes) {
    public enum Phase {
        STARTING,
        READY
    }

    public record Node(String name, String address, double cpus, boolean control, long pid, String log) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    public SupervisorState {
        nodes = List.copyOf(nodes);
    }

    /** Readers see the old state or the new one, never half of it. */
    void write(ClusterFolder folder) {
        Path draft = folder.dir().resolve("supervisor.json.new");
        try {
            Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(draft, folder.state(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new CommandFailed("%s cannot be written: %s.".formatted(folder.state(), failed), failed);
        }
    }

    public static Optional<SupervisorState> read(ClusterFolder folder) {
        if (!Files.exists(folder.state())) return Optional.empty();
        try {
            return Optional.of(JSON.readValue(Files.readString(folder.state()), SupervisorState.class));
        } catch (IOException | JacksonException unreadable) {
            throw new CommandFailed(
                    "%s cannot be read: %s. Remove it if no cluster runs."
                            .formatted(folder.state(), unreadable.getMessage()),
                    unreadable);
        }
    }
}
