package io.mobula.cli.job;

/**
 * Whom to ask.
 *
 * @param address {@code host:port} or {@code unix:/path} of a node
 */
public record Target(String address, String token) {
    /** The same cluster, at this node. */
    public Target at(String nodeAddress) {
        return new Target(nodeAddress, token);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return address;
    }
}
