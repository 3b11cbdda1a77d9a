package io.mobula.core.control;

import io.mobula.core.message.Demand;

/**
 * A node as it presents itself when it joins.
 *
 * @param name what the operator calls it; stable over incarnations, unique in the cluster
 * @param host machine identity: two processes with the same one may use the Unix socket
 * @param address {@code host:port} of the node's listener
 * @param unixSocket path of the node's Unix socket, empty without one
 */
public record NodeDescription(String name, String host, String address, String unixSocket, Demand capacity, long pid) {
    public NodeDescription {
        if (name.isBlank()) throw new IllegalArgumentException("a node needs a name");
    }
}
