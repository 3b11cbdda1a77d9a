package io.mobula.control.log;

import java.nio.file.Path;
import java.util.List;

/**
 * A replica of the control log.
 *
 * @param folder made by {@link StorageFolder#create}
 * @param port where the other replicas reach this one; 0 for any free one, if there are no others
 * @param others the other replicas; none with one or two nodes
 */
public record LogSettings(Path folder, String host, int port, List<Replica> others) {
    /** @param id the other folder's {@link StorageFolder.Identity#replica} */
    public record Replica(String id, String address) {}

    public LogSettings {
        others = List.copyOf(others);
        if (port == 0 && !others.isEmpty())
            throw new IllegalArgumentException("a replica with peers needs a fixed port");
    }
}
