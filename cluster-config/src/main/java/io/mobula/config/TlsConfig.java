package io.mobula.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a node speaks TLS, and its certificates. Whether these exist and are good, the node finds out when it starts.
 *
 * @param on over TCP, on every plane; then there are files
 * @param files empty where no authority is named
 */
public record TlsConfig(boolean on, Optional<Files> files) {
    public record Files(Path ca, Path certificate, Path key) {}
}
