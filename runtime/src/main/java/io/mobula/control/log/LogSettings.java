package io.mobula.control.log;

import io.mobula.tls.Credentials;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A replica of the control log.
 *
 * @param node its name
 * @param folder made by {@link StorageFolder#create}
 * @param port where the other replicas reach this one; 0 for any free one, if there are to be no others
 * @param contact {@code host:port} where nodes reach this one, for the other replicas to tell
 * @param tls spoken between replicas; empty: none
 */
public record LogSettings(String node, Path folder, String host, int port, String contact, Optional<Credentials> tls) {
    /** Without TLS. */
    public LogSettings(String node, Path folder, String host, int port, String contact) {
        this(node, folder, host, port, contact, Optional.empty());
    }

    /** How a replica comes up. What is in its folder wins. */
    public enum Start {
        /** The first of a new log, alone: it leads at once. */
        FOUND,
        /** It waits to be taken into a group, or goes on in the one its folder names. */
        JOIN
    }

    String address() {
        return host + ":" + port;
    }
}
