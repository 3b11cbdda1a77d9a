package io.mobula.cli.job;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom to ask.
 *
 * @param address {@code host:port} or {@code unix:/path} of a node
 * @param ca the file of the authority that nodes are verified by; empty: they are believed, and those that speak TLS refuse
 */
public record Target(String address, String token, Optional<Path> ca) {
    /** The same cluster, at this node. */
    public Target at(String nodeAddress) {
        return new Target(nodeAddress, token, ca);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return address;
    }
}
