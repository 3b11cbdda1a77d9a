package io.mobula.control.log;

import io.mobula.tls.Credentials;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A replica of the control log.
 *
 * @param folder made by {@link StorageFolder#create}
 * @param port where the other replicas reach this one; 0 for any free one, if there are no others
 * @param others the other replicas; none with one or two nodes
 * @param tls spoken between replicas; empty: none
 */
public record LogSettings(Path folder, String host, int port, List<Replica> others, Optional<Credentials> tls) {
    /** @param id the other folder's {@link StorageFolder.Identity#replica} */
    public record Replica(String id, String address) {}

    /** Without TLS. */
    public LogSettings(Path folder, String host, int port, List<Replica> others) {
        this(folder, host, port, others, Optional.empty());
    }

    public LogSettings {
        others = List.copyOf(others);
        if (port == 0 && !others.isEmpty())
            throw new IllegalArgumentException("a replica with peers needs a fixed port");
    }
}
